/**
 * How a source's value becomes canonical text.
 * NAME, ADDRESS, PLACE are structured (`from` maps parts to source fields); METADATA says only that something exists.
 */
export const ValueFormat = {
  TEXT: 'TEXT',
  HTML: 'HTML',
  NAME: 'NAME',
  DATE: 'DATE',
  DATE_TIME: 'DATE_TIME',
  ADDRESS: 'ADDRESS',
  PLACE: 'PLACE',
  PHONE: 'PHONE',
  EMAIL: 'EMAIL',
  ENTERPRISE_NUMBER: 'ENTERPRISE_NUMBER',
  IBAN: 'IBAN',
  COUNTRY: 'COUNTRY',
  IP_ADDRESS: 'IP_ADDRESS',
  NUMBER: 'NUMBER',
  BOOLEAN: 'BOOLEAN',
  JSON: 'JSON',
  METADATA: 'METADATA',
} as const
export type ValueFormat = (typeof ValueFormat)[keyof typeof ValueFormat]
