import { GraphError } from './graph-error.js'
import { type GraphObject, isObject, type Json, listOf, textOf, valueAt } from './graph-object.js'
import { matchesQuery, parseKeywordQuery, type Searchable } from './keyword-query.js'
import type { MailboxItem } from './mailbox.js'

/** The most that one search of a mailbox ever gives. */
export const searchCap = 1000

/** `$search` over messages: by date, newest first, cut at the cap without a word. */
export function foundInMail(items: readonly MailboxItem[], search: string): MailboxItem[] {
  const query = parseKeywordQuery(unquotedSearch(search))
  const found = items.filter((item) => matchesQuery(searchable(item), query))
  return found.sort((a, b) => momentOf(b, 'receivedDateTime') - momentOf(a, 'receivedDateTime')).slice(0, searchCap)
}

/** The value must stand in double quotes; quotes inside are escaped with a backslash. */
export function unquotedSearch(search: string): string {
  const text = search.trim()
  if (/^"(?:[^"\\]|\\.)*"$/.test(text)) {
    return text.slice(1, -1).replaceAll(/\\(.)/g, '$1')
  }
  const position = Math.max(0, text.search(/[^\w\s]/))
  throw new GraphError(
    400,
    'BadRequest',
    `Syntax error: character '${text[position] ?? ''}' is not valid at position ${position} in '${text}'.`,
  )
}

const people: Readonly<Record<string, readonly string[]>> = {
  participants: ['from', 'toRecipients', 'ccRecipients', 'bccRecipients'],
  recipients: ['toRecipients', 'ccRecipients', 'bccRecipients'],
  from: ['from'],
  to: ['toRecipients'],
  cc: ['ccRecipients'],
  bcc: ['bccRecipients'],
}
const moments: Readonly<Record<string, string>> = { received: 'receivedDateTime', sent: 'sentDateTime' }

function searchable(item: MailboxItem): Searchable {
  return {
    texts: (property) => textsOf(item, property),
    moment: (property) => (moments[property] === undefined ? null : momentOf(item, moments[property])),
  }
}

/** Without a property the sender, the subject and the body are searched. */
function textsOf(item: MailboxItem, property: string | null): string[] {
  const { resource } = item
  const plain: Readonly<Record<string, () => string[]>> = {
    subject: () => [textOf(resource['subject'])],
    body: () => [textOf(valueAt(resource, 'body/content')).replaceAll(/<[^>]*>/g, ' ')],
    attachment: () => item.attachments.map(({ name }) => textOf(name)),
  }
  if (property === null) {
    return ['from', 'subject', 'body'].flatMap((name) => textsOf(item, name))
  }
  return plain[property]?.() ?? (people[property] ?? []).flatMap((name) => addressTexts(resource, name))
}

function addressTexts(resource: GraphObject, property: string): string[] {
  const value: Json = resource[property] ?? null
  const recipients = isObject(value) ? [value] : listOf(value)
  return recipients.flatMap((recipient) => [
    textOf(valueAt(recipient, 'emailAddress/address')),
    textOf(valueAt(recipient, 'emailAddress/name')),
  ])
}

function momentOf({ resource }: MailboxItem, property: string): number {
  return Date.parse(textOf(resource[property]))
}
