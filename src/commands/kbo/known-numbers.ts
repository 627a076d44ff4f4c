import type { Database } from '../../../entities/database.js'
import type { HubSettings } from '../../config/settings.js'
import { connectSystems } from '../../connect-systems.js'
import { Gateway } from '../../federation/gateway.js'
import { knownEnterpriseNumbers } from '../../federation/known-enterprise-numbers.js'
import { type NumbersInSystems, numbersInSystems } from '../../federation/numbers-in-systems.js'
import { dataMapOf } from '../../foundation.js'
import { systemClock } from '../../kernel/clock.js'
import { createLogger } from '../../kernel/logger.js'
import { MasterKeys } from '../../security/master-keys.js'
import { SubjectVault } from '../../security/subject-vault.js'
import type { Terminal } from '../hub-command.js'

interface Surroundings {
  readonly settings: HubSettings
  readonly database: Database
  readonly signal: AbortSignal
}

/** The enterprises to keep when only known ones are: those of the hub's subjects and those in the connected systems. */
export class KnownNumbers {
  private readonly known = new Set<string>()
  private unread: NumbersInSystems['unread'] = []

  constructor(private readonly surroundings: Surroundings) {}

  /** Asked for once, when the import begins to need them. */
  readonly all = (): AsyncIterable<string> => this.counted()

  tellIn(terminal: Terminal): void {
    const count = this.known.size
    terminal.print(`Kept are the enterprises of the ${count} enterprise and VAT number(s) that the hub and the connected systems know.`)
    this.unread.forEach(({ system, recordType, reason }) =>
      terminal.print(`Not looked through: ${system}/${recordType} (${reason}). Import again once it answers.`),
    )
    if (count === 0) {
      terminal.print('Register people with such a number first and import again, or write systems.kbo.keep: all.')
    }
  }

  private async *counted(): AsyncIterable<string> {
    const { settings, database } = this.surroundings
    const vault = new SubjectVault(database, MasterKeys.parse(settings.keys.masterKeys), systemClock)
    for await (const number of knownEnterpriseNumbers(database, vault)) {
      yield* this.noted([number])
    }
    const { numbers, unread } = await this.inSystems()
    this.unread = unread
    yield* this.noted(numbers)
  }

  private *noted(numbers: Iterable<string>): Iterable<string> {
    for (const number of numbers) {
      this.known.add(number)
      yield number
    }
  }

  private async inSystems(): Promise<NumbersInSystems> {
    const { settings, database, signal } = this.surroundings
    const logger = createLogger(settings.logLevel)
    const others = settings.systems.filter(({ kind }) => kind !== 'kbo')
    const gateway = new Gateway(connectSystems(others, { database, clock: systemClock, logger }), logger)
    try {
      return await numbersInSystems(gateway, dataMapOf(settings), { budgetMs: settings.ledger.scanBudgetMs, signal })
    } finally {
      await gateway.close()
    }
  }
}
