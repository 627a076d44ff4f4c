import { type GraphObject, isObject, type Json, listOf, textOf, valueAt } from './graph-object.js'
import type { MailboxItem } from './mailbox.js'

const line = '\r\n'

/** A message as RFC 5322 text with its attachments, as `$value` gives it. */
export function mimeOf(item: MailboxItem): string {
  const boundary = `_000_${item.immutableId.slice(6, 38)}_`
  const { resource } = item
  const headers = [
    `From: ${recipientText(resource['from'] ?? null)}`,
    `To: ${listOf(resource['toRecipients']).map(recipientText).join(', ')}`,
    ...ccHeader(resource),
    `Subject: ${encodedWord(textOf(resource['subject']))}`,
    `Date: ${new Date(textOf(resource['sentDateTime'])).toUTCString().replace('GMT', '+0000')}`,
    `Message-ID: ${textOf(resource['internetMessageId'])}`,
    'MIME-Version: 1.0',
    `Content-Type: multipart/mixed; boundary="${boundary}"`,
  ]
  const parts = [bodyPart(resource), ...item.attachments.map(attachmentPart)].map((part) => `--${boundary}${line}${part}${line}`)
  return `${headers.join(line)}${line}${line}${parts.join('')}--${boundary}--${line}`
}

function ccHeader(resource: GraphObject): string[] {
  const copies = listOf(resource['ccRecipients'])
  return copies.length === 0 ? [] : [`Cc: ${copies.map(recipientText).join(', ')}`]
}

function recipientText(recipient: Json): string {
  const name = textOf(valueAt(recipient, 'emailAddress/name'))
  return `${encodedWord(name)} <${textOf(valueAt(recipient, 'emailAddress/address'))}>`
}

/** RFC 2047, only where needed. */
function encodedWord(text: string): string {
  return /^[\x20-\x7e]*$/.test(text) ? text : `=?utf-8?B?${Buffer.from(text).toString('base64')}?=`
}

function bodyPart(resource: GraphObject): string {
  const body = isObject(resource['body']) ? resource['body'] : {}
  const type = body['contentType'] === 'html' ? 'text/html' : 'text/plain'
  return part([`Content-Type: ${type}; charset="utf-8"`], Buffer.from(textOf(body['content'])).toString('base64'))
}

function attachmentPart(attachment: GraphObject): string {
  const name = encodedWord(textOf(attachment['name']))
  const headers = [
    `Content-Type: ${textOf(attachment['contentType'])}; name="${name}"`,
    `Content-Disposition: attachment; filename="${name}"`,
  ]
  return part(headers, textOf(attachment['contentBytes']))
}

function part(headers: readonly string[], base64: string): string {
  const wrapped = base64.replaceAll(/.{76}/g, `$&${line}`)
  return [...headers, 'Content-Transfer-Encoding: base64', '', wrapped].join(line)
}
