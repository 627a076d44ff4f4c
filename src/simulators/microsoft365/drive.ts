import { createHash, randomUUID } from 'node:crypto'
import { type Clock, timestamp } from '../../kernel/clock.js'
import type { GraphObject } from './graph-object.js'

export interface FileVersion {
  readonly id: string
  readonly modifiedAt: string
  readonly size: number
}

export interface DriveFile {
  readonly id: string
  readonly guid: string
  name: string
  description: string
  folder: string
  mimeType: string
  content: Buffer
  /** What the index has read of the content. */
  text: string
  /** Whether anyone besides the owner may see it: decides between sharedContent and privateContent. */
  isShared: boolean
  createdAt: string
  modifiedAt: string
  createdBy: GraphObject
  modifiedBy: GraphObject
  version: number
  readonly versions: FileVersion[]
  /** Retention label or record: refuses deletion with 423. */
  isLocked: boolean
}

export interface NewFile {
  readonly name: string
  readonly content: Buffer
  readonly mimeType: string
  readonly text: string
  readonly author: GraphObject
  readonly folder?: string
  readonly description?: string
  readonly isShared?: boolean
  readonly createdAt?: string
}

/** A OneDrive or the document library of a SharePoint site. */
export class Drive {
  readonly id: string
  readonly rootId: string
  readonly siteId = randomUUID()
  readonly files: DriveFile[] = []
  readonly recycleBin: DriveFile[] = []

  constructor(
    readonly kind: 'business' | 'documentLibrary',
    readonly webUrl: string,
    private readonly clock: Clock,
  ) {
    this.id = `b!${digestOf(webUrl).slice(0, 40)}`
    this.rootId = `01${digestOf(`${webUrl}/root`)
      .replaceAll(/[^A-Za-z0-9]/g, '')
      .slice(0, 24)
      .toUpperCase()}`
  }

  add(file: NewFile): DriveFile {
    const now = file.createdAt ?? timestamp(this.clock)
    const guid = randomUUID().toUpperCase()
    const added: DriveFile = {
      id: `01${digestOf(guid)
        .replaceAll(/[^A-Za-z0-9]/g, '')
        .slice(0, 24)
        .toUpperCase()}`,
      guid,
      name: file.name,
      description: file.description ?? '',
      folder: file.folder ?? '',
      mimeType: file.mimeType,
      content: file.content,
      text: file.text,
      isShared: file.isShared ?? this.kind === 'documentLibrary',
      createdAt: now,
      modifiedAt: now,
      createdBy: { user: file.author },
      modifiedBy: { user: file.author },
      version: 1,
      versions: [{ id: '1.0', modifiedAt: now, size: file.content.length }],
      isLocked: false,
    }
    this.files.push(added)
    return added
  }

  file(id: string): DriveFile | undefined {
    return this.files.find((file) => file.id === id)
  }

  touch(file: DriveFile): void {
    file.version += 1
    file.modifiedAt = timestamp(this.clock)
  }

  /** Takes the file out of the drive; a recycled one can still be found in the bin. */
  take(file: DriveFile, isFinal: boolean): void {
    this.files.splice(this.files.indexOf(file), 1)
    if (!isFinal) {
      this.recycleBin.push(file)
    }
  }

  entityTag(file: DriveFile): string {
    return `"{${file.guid}},${file.version}"`
  }

  contentTag(file: DriveFile): string {
    return `"c:{${file.guid}},${file.versions.length}"`
  }
}

function digestOf(text: string): string {
  return createHash('sha256').update(text).digest('base64url')
}

/** The drive item as Graph shows it; `downloadUrl` opens without a token for a few minutes. */
export function driveItemOf(drive: Drive, file: DriveFile, downloadUrl: string): GraphObject {
  const folder = file.folder === '' ? '' : `/${file.folder}`
  return {
    '@microsoft.graph.downloadUrl': downloadUrl,
    id: file.id,
    name: file.name,
    description: file.description,
    eTag: drive.entityTag(file),
    cTag: drive.contentTag(file),
    size: file.content.length,
    webUrl: encodeURI(`${drive.webUrl}${folder}/${file.name}`),
    createdDateTime: file.createdAt,
    lastModifiedDateTime: file.modifiedAt,
    createdBy: file.createdBy,
    lastModifiedBy: file.modifiedBy,
    file: { mimeType: file.mimeType, hashes: { quickXorHash: createHash('sha1').update(file.content).digest('base64') } },
    fileSystemInfo: { createdDateTime: file.createdAt, lastModifiedDateTime: file.modifiedAt },
    parentReference: {
      driveId: drive.id,
      driveType: drive.kind,
      id: drive.rootId,
      path: `/drives/${drive.id}/root:${folder}`,
      siteId: drive.siteId,
    },
    ...(file.isShared ? { shared: { scope: 'users' } } : {}),
  }
}
