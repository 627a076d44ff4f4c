import { pythonRepr, pythonTuple } from './python-repr.js'
import { textOf } from './store.js'

/** An error as the server reports it: the Python class name, its arguments and the status JSON-2 gives it. */
export class OdooError extends Error {
  constructor(
    readonly pythonName: string,
    readonly status: number,
    readonly args: readonly unknown[],
    message = textOf(args[0]),
  ) {
    super(message)
    this.name = 'OdooError'
  }
}

/** The server breaks before it can shape an error: an HTML page with status 500. */
export class BrokenAnswer extends Error {}

export const userError = (text: string): OdooError => new OdooError('odoo.exceptions.UserError', 422, [text])
export const validationError = (text: string): OdooError => new OdooError('odoo.exceptions.ValidationError', 422, [text])
export const accessError = (text: string): OdooError => new OdooError('odoo.exceptions.AccessError', 403, [text])
export const accessDenied = (): OdooError => new OdooError('odoo.exceptions.AccessDenied', 403, ['Access Denied'])
export const valueError = (text: string): OdooError => new OdooError('builtins.ValueError', 500, [text])
export const keyError = (key: string): OdooError => new OdooError('builtins.KeyError', 500, [key])
export const typeError = (text: string): OdooError => new OdooError('builtins.TypeError', 500, [text])
export const attributeError = (text: string): OdooError => new OdooError('builtins.AttributeError', 500, [text])

/** Errors of the web layer carry their status as second argument. */
export function httpError(name: string, status: number, text: string): OdooError {
  return new OdooError(`werkzeug.exceptions.${name}`, status, [text, status])
}

export function missingError(model: string, ids: readonly number[], uid: number): OdooError {
  const text = `Record does not exist or has been deleted.\n(Record: ${model}${pythonTuple(ids)}, User: ${uid})`
  return new OdooError('odoo.exceptions.MissingError', 404, [text])
}

/** Sends a person to another screen; for a client only the first argument matters. */
export function redirectToUser(text: string, userId: number): OdooError {
  const action = {
    type: 'ir.actions.act_window',
    res_model: 'res.users',
    context: { create: false },
    view_mode: 'form',
    views: [[167, 'form']],
    res_id: userId,
  }
  const args = [text, action, 'Go to users', null]
  return new OdooError('odoo.exceptions.RedirectWarning', 500, args, `${text}\n${pythonRepr(action)}\nGo to users\nNone`)
}

export function databaseError(name: string, text: string): OdooError {
  return new OdooError(`psycopg2.${name}`, 500, [text])
}

export function unknownDatabase(name: string): OdooError {
  return databaseError(
    'OperationalError',
    `connection to server on socket "/var/run/postgresql/.s.PGSQL.5432" failed: FATAL:  database "${name}" does not exist\n`,
  )
}
