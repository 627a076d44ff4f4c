import { json, type SimulatedResponse } from '../simulator-server.js'
import { driveOf, fileOf, shownFile } from './drive-routes.js'
import type { Drive, DriveFile } from './drive.js'
import { type GraphCall, type GraphHandler, type Route } from './graph-call.js'
import { GraphError, refusals } from './graph-error.js'
import { isObject, textOf } from './graph-object.js'

const item = '/drives/{drive}/items/{item}'

export const driveWriteRoutes: readonly Route[] = [
  route('PATCH', item, rename),
  route('DELETE', item, (_call, drive, file) => take(drive, file, false)),
  route('POST', `${item}/permanentDelete`, (_call, drive, file) => take(drive, file, true)),
]

type Change = (call: GraphCall, drive: Drive, file: DriveFile) => SimulatedResponse

/** Every change first asks whether the file is still the one the client saw. */
function route(method: string, pattern: string, change: Change): Route {
  const handler: GraphHandler = (call) => {
    const drive = driveOf(call)
    const file = fileOf(call, drive)
    const expected = call.headers['if-match'] ?? '*'
    if (expected !== '*' && expected !== drive.entityTag(file) && expected !== drive.contentTag(file)) {
      throw refusals.staleEntityTag()
    }
    return change(call, drive, file)
  }
  return { method, pattern, roles: ['Files.ReadWrite.All'], handler }
}

const forbiddenInNames = /["*:<>?/\\|]/

function rename(call: GraphCall, drive: Drive, file: DriveFile): SimulatedResponse {
  const changes = isObject(call.body) ? call.body : {}
  const name = textOf(changes['name']) || file.name
  if (forbiddenInNames.test(name)) {
    throw new GraphError(400, 'invalidRequest', 'The provided name cannot contain any of these characters.')
  }
  if (drive.files.some((other) => other !== file && other.folder === file.folder && other.name.toLowerCase() === name.toLowerCase())) {
    throw new GraphError(409, 'nameAlreadyExists', 'The specified item name already exists.')
  }
  file.name = name
  file.description = 'description' in changes ? textOf(changes['description']) : file.description
  drive.touch(file)
  return json(200, { '@odata.context': `${call.base}/$metadata#driveItems/$entity`, ...shownFile(call, drive, file) })
}

/** To the recycle bin, or for good; a label of the records kind keeps the file where it is. */
function take(drive: Drive, file: DriveFile, isFinal: boolean): SimulatedResponse {
  if (file.isLocked) {
    throw new GraphError(423, 'resourceLocked', 'The resource you are attempting to access is locked.')
  }
  drive.take(file, isFinal)
  return { status: 204 }
}
