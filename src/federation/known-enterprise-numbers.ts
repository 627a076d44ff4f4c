import { In, MoreThan } from 'typeorm'
import type { Database } from '../../entities/database.js'
import { Identifier } from '../../entities/identifier.js'
import type { SubjectVault } from '../security/subject-vault.js'
import { IdentifierKind } from '../vocabulary/identifier.js'

const rowsPerPage = 1_000

/** Enterprise and VAT numbers that the hub knows of its subjects, as stated, verified or discovered in a system; some may come twice. */
export async function* knownEnterpriseNumbers(database: Database, vault: SubjectVault): AsyncIterable<string> {
  const kind = In([IdentifierKind.ENTERPRISE_NUMBER, IdentifierKind.VAT_NUMBER])
  for (let last = ''; ;) {
    const rows = await database.read((manager) =>
      manager.find(Identifier, { where: { kind, id: MoreThan(last) }, order: { id: 'ASC' }, take: rowsPerPage }),
    )
    yield* await vault.openAll(rows.map(({ subjectId, valueCipher }) => ({ subjectId, cipher: valueCipher })))
    last = rows.at(-1)?.id ?? ''
    if (rows.length < rowsPerPage) {
      return
    }
  }
}
