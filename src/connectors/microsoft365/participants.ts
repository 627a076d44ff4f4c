import { type GraphObject, isGraphObject, textAt } from './graph-object.js'
import type { GraphRead, GraphReads } from './graph-reads.js'
import { participantsQuery } from './mail-search.js'
import type { OpenMailbox } from './mailboxes.js'
import { normalAddress, segment, withQuery } from './odata.js'
import { outlookHeaders } from './outlook.js'

export const participantPlaces = ['from', 'sender', 'toRecipients', 'ccRecipients', 'bccRecipients'] as const

/** Somebody named in a message. */
export interface Participant {
  /** Normalised. */
  readonly address: string
  /** Name and address as the message has them. */
  readonly source: GraphObject
  readonly isWriter: boolean
}

/** The people of some messages, writers first: they know best how they are called. */
export function participantsIn(messages: readonly GraphObject[]): Participant[] {
  const people = messages.flatMap(participantsOf)
  return [...people.filter(({ isWriter }) => isWriter), ...people.filter(({ isWriter }) => !isWriter)]
}

export function participantsOf(message: GraphObject): Participant[] {
  return participantPlaces.flatMap((place) => {
    const value = message[place]
    const people: readonly unknown[] = Array.isArray(value) ? value : [value]
    return people.flatMap((person) => asParticipant(person, place === 'from'))
  })
}

function asParticipant(person: unknown, isWriter: boolean): Participant[] {
  const source: unknown = isGraphObject(person) ? person['emailAddress'] : undefined
  const address = textAt(source, 'address')
  return isGraphObject(source) && address !== undefined ? [{ address: normalAddress(address), source, isWriter }] : []
}

interface Correspondence<T> extends Pick<GraphRead<T>, 'refused'> {
  readonly reads: GraphReads
  readonly mailbox: OpenMailbox
  readonly address: string
  /** Made of the person as a message names them. */
  readonly met: (person: GraphObject) => readonly T[]
}

/** Whether a mailbox holds mail with an address, and under which name: one message is enough to tell. */
export function correspondenceRead<T>({ reads, mailbox, address, met, refused }: Correspondence<T>): GraphRead<T> {
  const query = { $search: participantsQuery([address]), $select: ['id', ...participantPlaces].join(','), $top: 10 }
  let isMet = false
  return reads.paged<T>({
    path: withQuery(`/users/${segment(mailbox.id)}/messages`, query),
    headers: outlookHeaders,
    lane: mailbox.id,
    page: (messages) => {
      const person = participantsIn(messages).find((participant) => participant.address === address)
      isMet = person !== undefined
      return { found: person === undefined ? [] : met(person.source), next: [] }
    },
    isEnough: () => isMet,
    refused,
  })
}
