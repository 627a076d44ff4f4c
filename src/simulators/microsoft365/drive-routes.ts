import { json, type SimulatedResponse } from '../simulator-server.js'
import { userOf } from './directory-routes.js'
import { type Drive, type DriveFile, driveItemOf } from './drive.js'
import { fileSearchable } from './file-search.js'
import { collection, entity, type GraphCall, parameter, type Route } from './graph-call.js'
import { refusals } from './graph-error.js'
import type { GraphObject } from './graph-object.js'
import { matchesQuery, parseKeywordQuery } from './keyword-query.js'
import { shapes } from './shapes.js'

const readFiles = ['Files.Read.All', 'Files.ReadWrite.All', 'Sites.Read.All', 'Sites.ReadWrite.All']

export const driveRoutes: readonly Route[] = [
  { method: 'GET', pattern: '/users/{user}/drive', roles: readFiles, handler: readDrive },
  { method: 'GET', pattern: '/drives/{drive}', roles: readFiles, handler: readDrive },
  { method: 'GET', pattern: "/users/{user}/drive/root/search(q='{q}')", roles: readFiles, handler: searchDrive },
  { method: 'GET', pattern: "/drives/{drive}/root/search(q='{q}')", roles: readFiles, handler: searchDrive },
  { method: 'GET', pattern: '/users/{user}/drive/root/children', roles: readFiles, handler: listFiles },
  { method: 'GET', pattern: '/drives/{drive}/root/children', roles: readFiles, handler: listFiles },
  { method: 'GET', pattern: '/drives/{drive}/items/{item}', roles: readFiles, handler: readFile },
  { method: 'GET', pattern: '/drives/{drive}/items/{item}/content', roles: readFiles, handler: redirectToContent },
  { method: 'GET', pattern: '/drives/{drive}/items/{item}/versions', roles: readFiles, handler: listVersions },
]

/** The drive a path names, directly or through its owner. */
export function driveOf(call: GraphCall): Drive {
  const drive = parameter(call, 'user') === '' ? call.tenant.drive(parameter(call, 'drive')) : userOf(call).drive
  if (!drive) {
    throw parameter(call, 'user') === '' ? refusals.driveItemNotFound() : refusals.noDrive()
  }
  return drive
}

export function fileOf(call: GraphCall, drive: Drive): DriveFile {
  const file = drive.file(parameter(call, 'item'))
  if (file === undefined) {
    throw refusals.driveItemNotFound()
  }
  return file
}

export function shownFile(call: GraphCall, drive: Drive, file: DriveFile): GraphObject {
  return driveItemOf(drive, file, call.downloadAddress(drive, file))
}

function readDrive(call: GraphCall): SimulatedResponse {
  const { id, kind, webUrl } = driveOf(call)
  return entity(call, shapes.drive, { id, driveType: kind, webUrl, name: 'Documents' })
}

/** Found by name, description or content; an apostrophe in the text is doubled, as in any OData literal. */
function searchDrive(call: GraphCall): SimulatedResponse {
  const drive = driveOf(call)
  const query = parseKeywordQuery(parameter(call, 'q').replaceAll("''", "'"))
  const found = drive.files.filter((file) => matchesQuery(fileSearchable(drive, file), query))
  return fileCollection(call, drive, found)
}

function listFiles(call: GraphCall): SimulatedResponse {
  const drive = driveOf(call)
  return fileCollection(call, drive, drive.files)
}

function fileCollection(call: GraphCall, drive: Drive, files: readonly DriveFile[]): SimulatedResponse {
  return collection(
    call,
    shapes.driveItem,
    files.map((file) => shownFile(call, drive, file)),
  )
}

function readFile(call: GraphCall): SimulatedResponse {
  const drive = driveOf(call)
  return entity(call, shapes.driveItem, shownFile(call, drive, fileOf(call, drive)))
}

function redirectToContent(call: GraphCall): SimulatedResponse {
  const drive = driveOf(call)
  return { status: 302, headers: { location: call.downloadAddress(drive, fileOf(call, drive)) } }
}

function listVersions(call: GraphCall): SimulatedResponse {
  const { versions } = fileOf(call, driveOf(call))
  const value = [...versions].reverse().map(({ id, modifiedAt, size }) => ({ id, lastModifiedDateTime: modifiedAt, size }))
  return json(200, { '@odata.context': `${call.base}/$metadata#versions`, value })
}
