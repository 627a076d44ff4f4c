import type { SimulatedAccount } from '../../simulators/identity-provider.js'
import { employees, type Inhabitant, lotte, mailOnly, minor, namesake, trader } from '../../simulators/world.js'

/** Somebody as whom one can look at the demo. */
export interface Persona extends SimulatedAccount {
  readonly about: string
}

const [sofie, tom] = employees

/** Everybody with an account at the demo's identity provider. */
export const personas: readonly Persona[] = [
  subject(lotte, 'a graphic designer whom all three systems know'),
  subject(namesake, 'another Lotte Peeters, of the bakery'),
  subject(trader, 'a French-speaking sole trader'),
  subject(mailOnly, 'once wrote an e-mail, nothing more'),
  subject(minor, "Lotte's daughter, on an address that her mother uses too"),
  staff(sofie, 'handler', 'handles requests'),
  staff(tom, 'handler', 'a second pair of eyes'),
  staff({ key: 'dpo', given: 'Nele', family: 'Wauters', email: 'nele.wauters@cloudware.example' }, 'dpo', 'data protection officer'),
  staff(
    { key: 'auditor', given: 'Bram', family: 'Goossens', email: 'bram.goossens@cloudware.example' },
    'auditor',
    'sees evidence, no values',
  ),
  staff({ key: 'operator', given: 'Ines', family: 'Smets', email: 'ines.smets@cloudware.example' }, 'operator', 'sees systems, no values'),
]

function subject({ key, given, family, email }: Inhabitant, about: string): Persona {
  return { key, name: `${given} ${family}`, email, roles: ['subject'], about }
}

function staff(
  { key, given, family, email }: Pick<Inhabitant, 'key' | 'given' | 'family' | 'email'>,
  role: string,
  about: string,
): Persona {
  return { key, name: `${given} ${family}`, email, roles: [role], about }
}
