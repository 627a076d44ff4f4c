import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { OdooSimulator } from '../../src/simulators/odoo/odoo-simulator.js'
import { odooCalls } from '../builders/odoo-calls.js'

/** [recorded case, path, body, status, error name, message]. */
const refusals: readonly (readonly [string, string, unknown, number, string, string])[] = [
  [
    '315 unknown model',
    'no.such.model/search',
    { domain: [] },
    404,
    'werkzeug.exceptions.NotFound',
    "the model 'no.such.model' does not exist",
  ],
  [
    '316 unknown method',
    'res.partner/frobnicate',
    { ids: [1] },
    404,
    'werkzeug.exceptions.NotFound',
    "The method 'res.partner.frobnicate' does not exist",
  ],
  [
    '317 private method',
    'res.partner/_write',
    { ids: [1] },
    403,
    'odoo.exceptions.AccessError',
    "Private methods (such as 'res.partner._write') cannot be called remotely.",
  ],
  [
    '318 missing argument',
    'res.partner/write',
    { ids: [1] },
    422,
    'werkzeug.exceptions.UnprocessableEntity',
    "missing a required argument: 'vals'",
  ],
  [
    '319 unknown keyword',
    'res.partner/search_read',
    { domains: [] },
    500,
    'builtins.TypeError',
    "BaseModel._read_format() got an unexpected keyword argument 'domains'",
  ],
  [
    '320 ids on a model method',
    'res.partner/search_read',
    { ids: [1], domain: [] },
    422,
    'werkzeug.exceptions.UnprocessableEntity',
    'cannot call res.partner.search_read with ids',
  ],
  ['321 unknown field', 'res.partner/write', { ids: [1], vals: { no_such_field: 1 } }, 500, 'builtins.KeyError', 'no_such_field'],
  [
    '323 missing record',
    'res.partner/write',
    { ids: [999999], vals: { function: 'x' } },
    404,
    'odoo.exceptions.MissingError',
    'Record does not exist or has been deleted.\n(Record: res.partner(999999,), User: 3)',
  ],
  [
    '331 a list names nothing',
    'res.partner/search_count',
    [[]],
    422,
    'werkzeug.exceptions.UnprocessableEntity',
    "missing a required argument: 'domain'",
  ],
  [
    '39 unknown field to read',
    'res.partner/read',
    { ids: [1], fields: ['nope'] },
    500,
    'builtins.ValueError',
    "Invalid field 'nope' on 'res.partner'",
  ],
  [
    'negative limit',
    'res.partner/search',
    { domain: [], limit: -1 },
    500,
    'psycopg2.errors.InvalidRowCountInLimitClause',
    'LIMIT must not be negative\n',
  ],
  [
    'unknown language',
    'res.partner/search',
    { domain: [], context: { lang: 'xx_XX' } },
    422,
    'odoo.exceptions.UserError',
    'Invalid language code: xx_XX',
  ],
  [
    '94 bad option',
    'res.partner/write',
    { ids: [1], vals: { type: 'martian' } },
    500,
    'builtins.ValueError',
    "Wrong value for res.partner.type: 'martian'",
  ],
  [
    '97 link to nobody',
    'res.partner/write',
    { ids: [1], vals: { country_id: 999999 } },
    404,
    'odoo.exceptions.MissingError',
    'Record does not exist or has been deleted.\n(Record: res.country(999999,), User: 3)',
  ],
]

describe('the simulated Odoo 19 over JSON-2', () => {
  let odoo: OdooSimulator
  beforeAll(async () => {
    odoo = await OdooSimulator.start()
  })
  afterAll(() => odoo.stop())

  test.each(refusals)('refuses as recorded: %s', async (...[, path, body, status, name, message]) => {
    const answer = await odooCalls(odoo).json2(path, body)
    expect(answer.status).toBe(status)
    expect(answer.body).toMatchObject({ name, message, context: {}, debug: expect.stringContaining('Traceback') })
  })

  test('answers bare values: lists of ids, null for None, partial reads', async () => {
    const { json2 } = odooCalls(odoo)
    const created = await json2('res.partner/create', { vals_list: { name: 'Json Twee' } })
    expect(created.body).toEqual([expect.any(Number)])
    const ids = created.body as number[]
    expect((await json2('res.partner/write', { ids, vals: { city: 'Leuven' } })).body).toBe(true)
    expect((await json2('res.partner/read', { ids: [...ids, 999999], fields: ['city'] })).body).toEqual([{ id: ids[0], city: 'Leuven' }])
    expect(await json2('res.partner/action_archive', { ids })).toMatchObject({ status: 200, body: null })
    expect((await json2('res.partner/unlink', { ids })).body).toBe(true)
    expect((await json2('res.partner/read', { ids, fields: ['city'] })).body).toEqual([])
    expect((await json2('res.users/context_get', {})).body).toEqual({ lang: 'en_US', tz: false, uid: 3 })
  })

  test.each([
    ['no key at all', { authorization: 'basic abc' }, 'User not authenticated, use an API Key with a Bearer Authorization header.'],
    ['a wrong key', { authorization: 'Bearer 0123456789abcdef' }, 'Invalid apikey'],
    ['a password instead of a key', { authorization: 'Bearer hub-of-the-demo' }, 'Invalid apikey'],
  ])('asks for a key when it meets %s', async (_description, headers, message) => {
    const answer = await odooCalls(odoo).json2('res.partner/search_count', { domain: [] }, { headers })
    expect(answer.status).toBe(401)
    expect(answer.headers.get('www-authenticate')).toBe('Bearer')
    expect(answer.body).toMatchObject({ name: 'werkzeug.exceptions.Unauthorized', message, arguments: [message, 401] })
  })

  test('does not open for the key of an archived user', async () => {
    const answer = await odooCalls(odoo).json2('res.partner/search_count', { domain: [] }, { key: odoo.archivedUserKey })
    expect(answer).toMatchObject({ status: 401, body: { message: 'Invalid apikey' } })
  })

  test('answers pages for people to a wrong database, a wrong content type and a body that is no JSON', async () => {
    const { json2 } = odooCalls(odoo)
    const wrongDatabase = await json2('res.partner/search_count', { domain: [] }, { headers: { 'x-odoo-database': 'no_such_db' } })
    expect(wrongDatabase).toMatchObject({
      status: 404,
      type: 'text/html; charset=utf-8',
      body: expect.stringContaining('No database is selected'),
    })
    const wrongType = await json2('res.partner/search_count', '{}', { headers: { 'content-type': 'text/plain' } })
    expect(wrongType).toMatchObject({ status: 415, type: 'text/html; charset=utf-8' })
    const noJson = await json2('res.partner/search_count', '{nope')
    expect(noJson).toMatchObject({
      status: 400,
      body: { name: 'werkzeug.exceptions.BadRequest', message: expect.stringContaining('could not parse the body as json') },
    })
    const get = await json2('res.partner/search_count', null, { method: 'GET' })
    expect(get).toMatchObject({ status: 404, body: { message: 'Did you mean POST /json/2/<model>/<method>?' } })
  })

  test('keeps a restricted user out of the ledger, of system records and of private fields', async () => {
    const key = odoo.restrictedKey
    const { json2 } = odooCalls(odoo)
    const ledger = await json2('account.move/search_read', { domain: [], fields: ['name'] }, { key })
    expect(ledger.status).toBe(403)
    expect(ledger.body).toMatchObject({
      name: 'odoo.exceptions.AccessError',
      message: expect.stringMatching(/^You are not allowed to access 'Journal Entry' \(account\.move\) records\./),
    })
    const employee = await json2('hr.employee/search_read', { domain: [], fields: ['name', 'private_email', 'birthday'] }, { key })
    expect(employee.body).toMatchObject({
      message: 'The fields “private_email,birthday”, which you are trying to read, are not available for employee public profiles.',
    })
    const fields = await json2('res.partner/fields_get', { attributes: ['type'] }, { key })
    expect(fields.body).not.toHaveProperty('credit')
    const rename = await json2('res.partner/write', { ids: [1], vals: { name: 'x' } }, { key })
    expect(rename.body).toMatchObject({
      message: expect.stringContaining("You are not allowed to modify 'Bank Accounts' (res.partner.bank) records."),
    })
  })

  test('reads files as base64, or as their size, and breaks on the raw form of a binary', async () => {
    const { json2 } = odooCalls(odoo)
    const pdf = odoo.orm.find('ir.attachment', [['res_field', '=', 'invoice_pdf_report_file']])[0]!
    expect(
      (
        await json2('ir.attachment/search', {
          domain: [
            ['res_model', '=', 'account.move'],
            ['res_id', '=', pdf['res_id']],
          ],
        })
      ).body,
    ).toEqual([])
    expect((await json2('ir.attachment/read', { ids: [pdf.id], fields: ['datas'], context: { bin_size: true } })).body).toEqual([
      { id: pdf.id, datas: '59.00 bytes' },
    ])
    const binary = odoo.orm.create('ir.attachment', { name: 'x.png', datas: Buffer.from([0xff, 0xfe, 0x00]).toString('base64') })
    expect(await json2('ir.attachment/read', { ids: [binary], fields: ['raw'] })).toMatchObject({
      status: 500,
      type: 'text/html; charset=utf-8',
    })
  })
})
