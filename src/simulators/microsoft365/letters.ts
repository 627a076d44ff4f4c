import type { GraphObject } from './graph-object.js'
import type { Mailbox, MailboxItem } from './mailbox.js'

export interface Correspondent {
  readonly name: string
  readonly address: string
}

export interface Letter {
  readonly from: Correspondent
  readonly to: readonly Correspondent[]
  readonly cc?: readonly Correspondent[]
  readonly subject: string
  readonly text: string
  /** RFC 3339. */
  readonly at: string
  readonly folder?: string
  readonly attachments?: readonly { readonly name: string; readonly contentType: string; readonly content: Buffer }[]
}

export function recipient({ name, address }: Correspondent): GraphObject {
  return { emailAddress: { name, address } }
}

/** Puts a letter into a mailbox, in the inbox unless said otherwise, with everything Graph shows of a message. */
export function deliver(mailbox: Mailbox, letter: Letter): MailboxItem {
  const item = mailbox.add('message', messageFacts(letter), {
    folder: letter.folder ?? 'inbox',
    attachments: (letter.attachments ?? []).map(({ name, contentType, content }, index) => ({
      '@odata.type': '#microsoft.graph.fileAttachment',
      id: `AAMkAttachment${index}`,
      name,
      contentType,
      size: content.length,
      isInline: false,
      lastModifiedDateTime: letter.at,
      contentBytes: content.toString('base64'),
    })),
  })
  item.resource['internetMessageId'] = `<${item.immutableId.slice(6, 26)}@mail.example>`
  return item
}

function messageFacts({ from, to, cc = [], subject, text, at }: Letter): GraphObject {
  return {
    createdDateTime: at,
    lastModifiedDateTime: at,
    receivedDateTime: at,
    sentDateTime: at,
    subject,
    importance: 'normal',
    isRead: true,
    isDraft: false,
    inferenceClassification: 'focused',
    body: { contentType: 'html', content: `<html><body><p>${text}</p></body></html>` },
    uniqueBody: { contentType: 'html', content: `<html><body><p>${text}</p></body></html>` },
    sender: recipient(from),
    from: recipient(from),
    toRecipients: to.map(recipient),
    ccRecipients: cc.map(recipient),
    bccRecipients: [],
    replyTo: [],
    internetMessageHeaders: [{ name: 'Received', value: 'from mail.example' }],
    flag: { flagStatus: 'notFlagged' },
  }
}

/** Fills a mailbox with `count` letters from one person, an hour apart and ending at `until`. */
export function fillMailbox(mailbox: Mailbox, person: Correspondent, { count, until }: { count: number; until: Date }): void {
  for (let index = 0; index < count; index += 1) {
    deliver(mailbox, {
      from: person,
      to: [{ name: 'Cloudware', address: mailbox.address }],
      subject: `Bericht ${index + 1}`,
      text: `Bericht nummer ${index + 1}.`,
      at: new Date(until.getTime() - index * 3_600_000).toISOString(),
    })
  }
}
