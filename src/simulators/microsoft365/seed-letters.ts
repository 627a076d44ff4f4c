import { employees, type Inhabitant, lotte, mailOnly, namesake, trader } from '../world.js'
import type { Correspondent, Letter } from './letters.js'
import { officeTypes, wordDocument } from './office-document.js'
import { board } from './seed-directory.js'

const [sofieFacts, tomFacts] = employees
export const sofie = { name: `${sofieFacts.given} ${sofieFacts.family}`, address: sofieFacts.email }
export const tom = { name: `${tomFacts.given} ${tomFacts.family}`, address: tomFacts.email }
/** As some programs write it: the other address, in other letters. */
export const lotteAtHome = { name: 'Lotte (thuis)', address: 'LOTTE.Peeters@Thuis.example' }
const her = correspondent(lotte)

export function correspondent({ given, family, email }: Inhabitant): Correspondent {
  return { name: `${given} ${family}`, address: email }
}

const toSofie: readonly Letter[] = [
  {
    from: her,
    to: [sofie],
    subject: 'Offerte huisstijl',
    text: 'Dag Sofie, in bijlage mijn offerte. Mijn nieuwe gsm is +32 470 00 01 01.',
    at: '2026-03-02T09:15:00Z',
    attachments: [
      {
        name: 'Offerte Peeters Design.docx',
        contentType: officeTypes.word,
        content: wordDocument([
          'Offerte huisstijl',
          `${lotte.enterpriseName ?? ''}, ${lotte.street}, ${lotte.postcode} ${lotte.city}`,
          lotte.iban ?? '',
        ]),
      },
    ],
  },
  {
    from: sofie,
    to: [her],
    subject: 'RE: Offerte huisstijl',
    text: 'Dag Lotte, dank je wel. We bekijken het.',
    at: '2026-03-02T13:40:00Z',
    folder: 'sentitems',
  },
  {
    from: her,
    to: [sofie],
    cc: [tom],
    subject: 'Collega voor de foto’s',
    text: `Voor de foto's werk ik met Wim Janssens (wim@janssens-garage.example), hij kan vrijdag langskomen.`,
    at: '2026-03-05T10:00:00Z',
  },
  {
    from: lotteAtHome,
    to: [sofie],
    subject: 'Even van thuis',
    text: 'Ik ben vandaag ziek en antwoord morgen.',
    at: '2026-04-14T07:30:00Z',
    folder: 'archive',
  },
  {
    from: correspondent(trader),
    to: [sofie],
    subject: 'Déclaration à la TVA',
    text: 'Bonjour Sofie, voici la déclaration du trimestre. Bien à vous, Élodie',
    at: '2026-04-20T08:00:00Z',
  },
]

const toTom: readonly Letter[] = [
  {
    from: her,
    to: [tom],
    subject: 'Planning',
    text: 'Dag Tom, past donderdag voor jou?',
    at: '2026-03-09T11:05:00Z',
  },
  {
    from: tom,
    to: [her],
    subject: 'RE: Planning',
    text: 'Donderdag is goed.',
    at: '2026-03-09T12:00:00Z',
    folder: 'sentitems',
  },
  {
    from: her,
    to: [tom],
    subject: 'Oud bericht',
    text: 'Dit mag weg.',
    at: '2025-11-03T12:00:00Z',
    folder: 'deleteditems',
  },
  {
    from: correspondent(namesake),
    to: [tom],
    subject: 'Koffiekoeken vrijdag',
    text: 'Dag Tom, ik bezorg vrijdag twintig koffiekoeken.',
    at: '2026-02-17T06:45:00Z',
  },
  {
    from: correspondent(mailOnly),
    to: [tom],
    subject: 'Vraag over een abonnement',
    text: 'Dag, ik kreeg een folder. Hoeveel kost een abonnement?',
    at: '2026-01-28T18:22:00Z',
  },
  {
    from: correspondent(trader),
    to: [tom],
    subject: 'Rendez-vous',
    text: 'Bonjour Tom, je passe à Gand mardi prochain.',
    at: '2026-05-04T09:30:00Z',
  },
]

const toBoard: readonly Letter[] = [
  {
    from: her,
    to: [{ name: 'Directie', address: board.email }],
    subject: 'Klacht over factuur',
    text: 'Graag had ik uw standpunt gekend over de laatste factuur.',
    at: '2026-05-11T15:20:00Z',
  },
]

/** What lies in whose mailbox. */
export const lettersByMailbox: Readonly<Record<string, readonly Letter[]>> = {
  [sofie.address]: toSofie,
  [tom.address]: toTom,
  [board.email]: toBoard,
}
