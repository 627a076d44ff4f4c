import type { HubSession } from '../hub-client.js'
import type { Narrator } from '../narrator.js'

const originQuery = `query($id: ID!) {
  dataSubject(id: $id) {
    profile(categories: [BANK_ACCOUNT]) {
      attributes {
        statements {
          masked value origin purposes legalBasis
          recipients { name }
          retention { rule retainUntil }
          source { system { name(lang: EN) } recordType { name(lang: EN) } field observedAt }
          rectifiable { mode } erasable { mode } portable { mode }
        }
      }
    }
  }
}`

interface OriginOfValue {
  readonly masked: string | null
  readonly value: string | null
  readonly origin: string
  readonly purposes: readonly string[]
  readonly legalBasis: string
  readonly recipients: readonly { readonly name: string }[]
  readonly retention: { readonly rule: string; readonly retainUntil: string | null }
  readonly source: {
    readonly system: { readonly name: string }
    readonly recordType: { readonly name: string }
    readonly field: string
    readonly observedAt: string
  }
  readonly rectifiable: { readonly mode: string }
  readonly erasable: { readonly mode: string }
  readonly portable: { readonly mode: string }
}

interface OriginAnswer {
  readonly dataSubject: { readonly profile: { readonly attributes: readonly { readonly statements: readonly OriginOfValue[] }[] } }
}

/** All that stands beside one value. */
export async function showOrigin(narrator: Narrator, session: HubSession, id: string): Promise<void> {
  narrator.chapter('Where one value comes from, and why it is held')
  const { dataSubject } = await session.ask<OriginAnswer>(originQuery, { id })
  const statement = dataSubject.profile.attributes[0]?.statements[0]
  if (statement !== undefined) {
    narrator.table(['fact', 'answer'], originRows(statement))
  }
  narrator.check('a bank account is known, and masked on the screen', statement !== undefined && statement.value === null)
}

function originRows(one: OriginOfValue): string[][] {
  return [
    ['value', one.masked ?? one.value ?? ''],
    ['where', `${one.source.system.name}, ${one.source.recordType.name}, field ${one.source.field}`],
    ['read at', one.source.observedAt],
    ['come by', one.origin],
    ['purpose', one.purposes.join(', ')],
    ['legal basis', one.legalBasis],
    ['recipients', one.recipients.map(({ name }) => name).join(', ')],
    ['kept', `rule ${one.retention.rule}${one.retention.retainUntil === null ? '' : `, until ${one.retention.retainUntil}`}`],
    ['correct, erase, port', [one.rectifiable, one.erasable, one.portable].map(({ mode }) => mode).join(', ')],
  ]
}
