import { crc32 } from 'node:zlib'

export const officeTypes = {
  word: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  excel: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
} as const

const namespaces = {
  packageRelations: 'http://schemas.openxmlformats.org/package/2006/relationships',
  documentRelations: 'http://schemas.openxmlformats.org/officeDocument/2006/relationships',
  contentTypes: 'http://schemas.openxmlformats.org/package/2006/content-types',
  word: 'http://schemas.openxmlformats.org/wordprocessingml/2006/main',
  excel: 'http://schemas.openxmlformats.org/spreadsheetml/2006/main',
} as const

const declaration = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'

/** A Word document of plain paragraphs that any reader opens. */
export function wordDocument(paragraphs: readonly string[]): Buffer {
  const body = paragraphs.map((text) => `<w:p><w:r><w:t xml:space="preserve">${escaped(text)}</w:t></w:r></w:p>`).join('')
  return officePackage('word/document.xml', `${officeTypes.word}.main+xml`, {
    'word/document.xml': `<w:document xmlns:w="${namespaces.word}"><w:body>${body}</w:body></w:document>`,
  })
}

/** An Excel workbook of one sheet with text cells. */
export function excelWorkbook(rows: readonly (readonly string[])[]): Buffer {
  const cell = (text: string): string => `<c t="inlineStr"><is><t>${escaped(text)}</t></is></c>`
  const data = rows.map((cells) => `<row>${cells.map(cell).join('')}</row>`).join('')
  return officePackage('xl/workbook.xml', `${officeTypes.excel}.main+xml`, {
    'xl/workbook.xml': `<workbook xmlns="${namespaces.excel}" xmlns:r="${namespaces.documentRelations}"><sheets><sheet name="Blad1" sheetId="1" r:id="rId1"/></sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': relations(`${namespaces.documentRelations}/worksheet`, 'worksheets/sheet1.xml'),
    'xl/worksheets/sheet1.xml': `<worksheet xmlns="${namespaces.excel}"><sheetData>${data}</sheetData></worksheet>`,
  })
}

function officePackage(main: string, type: string, parts: Readonly<Record<string, string>>): Buffer {
  const override = `<Override PartName="/${main}" ContentType="${type}"/>`
  const sheet = `<Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>`
  const defaults =
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>'
  return storedZip({
    '[Content_Types].xml': `<Types xmlns="${namespaces.contentTypes}">${defaults}${override}${main.startsWith('xl') ? sheet : ''}</Types>`,
    '_rels/.rels': relations(`${namespaces.documentRelations}/officeDocument`, main),
    ...parts,
  })
}

function relations(type: string, target: string): string {
  return `<Relationships xmlns="${namespaces.packageRelations}"><Relationship Id="rId1" Type="${type}" Target="${target}"/></Relationships>`
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}

/** A zip without compression: local headers, central directory, end record. */
function storedZip(parts: Readonly<Record<string, string>>): Buffer {
  const locals: Buffer[] = []
  const directory: Buffer[] = []
  let offset = 0
  for (const [name, xml] of Object.entries(parts)) {
    const content = Buffer.from(`${declaration}${xml}`)
    const facts = entryFacts(content, name)
    const local = Buffer.concat([Buffer.from('PK\x03\x04'), facts, Buffer.from(name), content])
    const place = Buffer.alloc(14)
    place.writeUInt32LE(offset, 10)
    directory.push(Buffer.concat([Buffer.from('PK\x01\x02\x14\x00'), facts, place, Buffer.from(name)]))
    locals.push(local)
    offset += local.length
  }
  return Buffer.concat([...locals, ...directory, endRecord(directory, offset)])
}

/** The 26 bytes that a local header and a directory entry share: version to length of the extra field. */
function entryFacts(content: Buffer, name: string): Buffer {
  const facts = Buffer.alloc(26)
  facts.writeUInt16LE(20, 0)
  facts.writeUInt16LE(0x0800, 2)
  facts.writeUInt16LE(0x5a21, 8)
  facts.writeUInt32LE(crc32(content), 10)
  facts.writeUInt32LE(content.length, 14)
  facts.writeUInt32LE(content.length, 18)
  facts.writeUInt16LE(Buffer.byteLength(name), 22)
  return facts
}

function endRecord(directory: readonly Buffer[], offset: number): Buffer {
  const end = Buffer.alloc(22)
  end.write('PK\x05\x06', 'latin1')
  end.writeUInt16LE(directory.length, 8)
  end.writeUInt16LE(directory.length, 10)
  end.writeUInt32LE(Buffer.concat(directory).length, 12)
  end.writeUInt32LE(offset, 16)
  return end
}
