import type { OdooVersion } from './version-profile.js'

export type Ondelete = 'set null' | 'cascade' | 'restrict'

export interface FieldDefinition {
  readonly name: string
  readonly type: string
  readonly label: string
  readonly relation?: string
  /** The many2one on the other side of a one2many; `res_id` means "by model and id". */
  readonly inverse?: string
  readonly selection: readonly string[]
  readonly required: boolean
  readonly readonly: boolean
  /** Whether the value stands in the row; otherwise it is computed on reading. */
  readonly stored: boolean
  readonly tracked: boolean
  readonly ondelete: Ondelete
  /** Only users of this group see the field. */
  readonly group?: string
  /** `link.field`: read from, and written to, the linked record. */
  readonly related?: readonly [string, string]
}

export interface ModelDefinition {
  readonly name: string
  readonly title: string
  readonly module: string
  readonly order: string
  readonly fields: ReadonlyMap<string, FieldDefinition>
  /** Has a chatter: creations and tracked changes leave messages. */
  readonly thread: boolean
}

/**
 * One model as a table. A field reads `type[:relation[:inverse]]|Label|flags`. Flags, separated by blanks:
 * `required`, `readonly`, `computed`, `tracked`, `cascade`, `restrict`, `group=<key>`, `values=a,b`, `related=link.field`,
 * and `17` to `19` with `+` (from) or `-` (up to); a field may have one line per version range, separated by ` ; `.
 */
export interface ModelTable {
  readonly name: string
  readonly title: string
  readonly module: string
  readonly order?: string
  readonly thread?: boolean
  /** Keeps no creator and no dates of its own accord. */
  readonly unlogged?: boolean
  readonly since?: OdooVersion
  readonly until?: OdooVersion
  readonly fields: Readonly<Record<string, string>>
}

const everyModel: Readonly<Record<string, string>> = {
  id: 'integer|ID|readonly',
  display_name: 'char|Display Name|readonly computed',
}

const bookkeeping: Readonly<Record<string, string>> = {
  create_uid: 'many2one:res.users|Created by|readonly',
  create_date: 'datetime|Created on|readonly',
  write_uid: 'many2one:res.users|Last Updated by|readonly',
  write_date: 'datetime|Last Updated on|readonly',
}

/** The model in one version, or nothing when that version has no such model. */
export function defineModel(table: ModelTable, version: OdooVersion): ModelDefinition | null {
  if (version < (table.since ?? version) || version > (table.until ?? version)) {
    return null
  }
  const entries = Object.entries({ ...everyModel, ...table.fields, ...(table.unlogged === true ? {} : bookkeeping) })
  const fields = entries.flatMap(([name, spec]) => defineField(name, spec, version) ?? [])
  return {
    name: table.name,
    title: table.title,
    module: table.module,
    order: table.order ?? 'id',
    thread: table.thread ?? false,
    fields: new Map(fields.map((field) => [field.name, field])),
  }
}

function defineField(name: string, spec: string, version: OdooVersion): FieldDefinition | null {
  const variant = spec.split(' ; ').find((line) => appliesTo(line, version))
  return variant === undefined ? null : parseField(name, variant)
}

function flagsOf(line: string): readonly string[] {
  return (line.split('|')[2] ?? '').split(' ').filter((flag) => flag !== '')
}

function appliesTo(line: string, version: number): boolean {
  return flagsOf(line).every((flag) => {
    const range = /^(\d\d)([+-])$/.exec(flag)
    return range === null || (range[2] === '+' ? version >= Number(range[1]) : version <= Number(range[1]))
  })
}

function parseField(name: string, line: string): FieldDefinition {
  const [kind = '', label = name] = line.split('|')
  const [type = 'char', relation, inverse] = kind.split(':')
  const flags = flagsOf(line)
  const related = option(flags, 'related')?.split('.')
  return {
    name,
    type,
    label,
    relation,
    inverse,
    selection: option(flags, 'values')?.split(',') ?? [],
    required: flags.includes('required'),
    readonly: flags.includes('readonly') || flags.includes('computed'),
    stored: type !== 'one2many' && !flags.includes('computed') && related === undefined,
    tracked: flags.includes('tracked'),
    ondelete: ondeleteOf(flags),
    group: option(flags, 'group'),
    related: related === undefined ? undefined : [related[0] ?? '', related[1] ?? ''],
  }
}

function option(flags: readonly string[], name: string): string | undefined {
  return flags.find((flag) => flag.startsWith(`${name}=`))?.slice(name.length + 1)
}

function ondeleteOf(flags: readonly string[]): Ondelete {
  if (flags.includes('cascade')) {
    return 'cascade'
  }
  return flags.includes('restrict') ? 'restrict' : 'set null'
}
