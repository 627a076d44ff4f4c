import { employees, lotte, namesake } from '../world.js'
import type { NewFile } from './drive.js'
import type { GraphObject } from './graph-object.js'
import { excelWorkbook, officeTypes, wordDocument } from './office-document.js'
import type { Tenant } from './tenant.js'

/** Word and Excel files: some name Lotte by her address, one is about her namesake. */
export function seedFiles(tenant: Tenant): void {
  const [sofie, tom] = employees.map(({ email }) => tenant.user(email))
  const site = tenant.addSite('Marketing')
  const [bySofie, byTom] = employees.map(authorOf)
  if (!sofie?.drive || !tom?.drive || bySofie === undefined || byTom === undefined) {
    return
  }
  sofie.drive.add(contract(bySofie))
  tom.drive.add(customerList(byTom))
  site.add(briefing(bySofie))
  site.add(wordFile('Traktaties.docx', [`Koffiekoeken: ${namesake.given} ${namesake.family}, ${namesake.street}, ${namesake.city}`], byTom))
}

function authorOf({ given, family, email }: (typeof employees)[number]): GraphObject {
  return { displayName: `${given} ${family}`, email }
}

function contract(author: GraphObject): NewFile {
  const paragraphs = [
    'Samenwerkingsovereenkomst',
    `Tussen Cloudware en ${lotte.given} ${lotte.family} (${lotte.email})`,
    `IBAN ${lotte.iban ?? ''}`,
  ]
  return { ...wordFile('Overeenkomst Peeters Design.docx', paragraphs, author), folder: 'Contracten' }
}

function customerList(author: GraphObject): NewFile {
  const rows = [
    ['Naam', 'E-mail', 'Gsm'],
    [`${lotte.given} ${lotte.family}`, lotte.email, lotte.oldPhone ?? ''],
    [`${namesake.given} ${namesake.family}`, namesake.email, namesake.phone],
  ]
  return { name: 'Leveranciers 2026.xlsx', content: excelWorkbook(rows), mimeType: officeTypes.excel, text: rows.flat().join(' '), author }
}

function briefing(author: GraphObject): NewFile {
  return wordFile('Briefing huisstijl.docx', ['Briefing', `Contact: ${lotte.given} ${lotte.family}, ${lotte.email}`], author)
}

export function wordFile(name: string, paragraphs: readonly string[], author: GraphObject): NewFile {
  return {
    name,
    content: wordDocument(paragraphs),
    mimeType: officeTypes.word,
    text: paragraphs.join(' '),
    author,
    createdAt: '2026-03-15T10:00:00Z',
  }
}
