import { createHash } from 'node:crypto'
import { type Clock, timestamp } from '../../kernel/clock.js'
import type { GraphObject } from './graph-object.js'

/** The three kinds of thing that lie in a folder of a mailbox. */
export type ItemKind = 'message' | 'contact' | 'event'

/** One thing in a mailbox. `restId` changes when it moves, `immutableId` never does. */
export interface MailboxItem {
  readonly kind: ItemKind
  readonly immutableId: string
  restId: string
  folderId: string
  changeKey: string
  /** Everything but ids, etag, changeKey and parentFolderId. */
  resource: GraphObject
  readonly attachments: GraphObject[]
}

export interface Folder {
  readonly id: string
  readonly displayName: string
  readonly wellKnownName: string | null
  readonly holds: ItemKind
  /** Hidden folders are reached by their name only: the dumpster, and the default contacts folder. */
  readonly isHidden: boolean
}

const standardFolders: readonly (readonly [wellKnownName: string, displayName: string, holds: ItemKind, isHidden: boolean])[] = [
  ['inbox', 'Postvak IN', 'message', false],
  ['sentitems', 'Verzonden items', 'message', false],
  ['drafts', 'Concepten', 'message', false],
  ['archive', 'Archief', 'message', false],
  ['deleteditems', 'Verwijderde items', 'message', false],
  ['recoverableitemsdeletions', 'Deletions', 'message', true],
  ['recoverableitemspurges', 'Purges', 'message', true],
  ['contacts', 'Contactpersonen', 'contact', true],
  ['calendar', 'Agenda', 'event', false],
]
const dumpster: ReadonlySet<string> = new Set(['recoverableitemsdeletions', 'recoverableitemspurges'])

/** One person's Exchange mailbox: folders with messages, contacts and events. */
export class Mailbox {
  readonly folders: Folder[]
  readonly items: MailboxItem[] = []
  /** What Exchange mailed to others because something in this mailbox changed. */
  readonly noticesSent: GraphObject[] = []
  /** A hold keeps what is purged. */
  isOnHold = false
  private counter = 0

  constructor(
    readonly address: string,
    private readonly clock: Clock,
  ) {
    this.folders = standardFolders.map(([wellKnownName, displayName, holds, isHidden]) => ({
      id: this.newId('AAMkAG'),
      wellKnownName,
      displayName,
      holds,
      isHidden,
    }))
  }

  addFolder(displayName: string, holds: ItemKind): Folder {
    const folder = { id: this.newId('AAMkAG'), wellKnownName: null, displayName, holds, isHidden: false }
    this.folders.push(folder)
    return folder
  }

  /** By id or well-known name. */
  folder(idOrName: string): Folder | undefined {
    return this.folders.find(({ id, wellKnownName }) => id === idOrName || wellKnownName === idOrName.toLowerCase())
  }

  add(kind: ItemKind, resource: GraphObject, placing: { folder: string; attachments?: GraphObject[] }): MailboxItem {
    const now = timestamp(this.clock)
    const item: MailboxItem = {
      kind,
      immutableId: this.newId('AAkALg'),
      restId: this.newId('AAMkAG'),
      folderId: this.folder(placing.folder)?.id ?? placing.folder,
      changeKey: this.newId('CQAAAB'),
      resource: { createdDateTime: now, lastModifiedDateTime: now, categories: [], ...resource },
      attachments: placing.attachments ?? [],
    }
    this.items.push(item)
    return item
  }

  /** By either form of id; ids are case-sensitive. */
  find(kind: ItemKind, id: string): MailboxItem | undefined {
    return this.items.find((item) => item.kind === kind && (item.restId === id || item.immutableId === id))
  }

  /** Everything of one kind that an ordinary listing shows: all folders but the dumpster. */
  visible(kind: ItemKind): MailboxItem[] {
    return this.items.filter((item) => item.kind === kind && !this.isInDumpster(item))
  }

  in(folder: Folder, kind: ItemKind): MailboxItem[] {
    return this.items.filter((item) => item.kind === kind && item.folderId === folder.id)
  }

  isInDumpster(item: MailboxItem): boolean {
    return dumpster.has(this.folder(item.folderId)?.wellKnownName ?? '')
  }

  move(item: MailboxItem, folder: string): void {
    item.folderId = this.folder(folder)?.id ?? folder
    item.restId = this.newId('AAMkAG')
    this.touch(item)
  }

  remove(item: MailboxItem): void {
    this.items.splice(this.items.indexOf(item), 1)
  }

  /** A new change key and modification time, after any change. */
  touch(item: MailboxItem): void {
    item.changeKey = this.newId('CQAAAB')
    item.resource['lastModifiedDateTime'] = timestamp(this.clock)
  }

  private newId(prefix: string): string {
    this.counter += 1
    const digest = createHash('sha256').update(`${this.address}:${this.counter}`).digest('base64url')
    return `${prefix}${digest}AAA=`
  }
}
