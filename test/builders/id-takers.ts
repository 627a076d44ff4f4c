import {
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLInputField,
  type GraphQLInputType,
  type GraphQLNamedInputType,
  type GraphQLSchema,
  getNamedType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  isObjectType,
} from 'graphql'
import { isOperation, rolesFor } from '../../src/security/permissions.js'

export type OwnId = 'subjectId' | 'caseId' | 'claimId' | 'bundleId' | 'planId' | 'stepId'

/** One place in the schema where a root field takes an id. */
export interface IdTaker {
  readonly name: string
  readonly kind: 'query' | 'mutation' | 'subscription'
  /** Takes the arguments as variables of the same names. */
  readonly document: string
  /** The arguments with the id in its place and the asker's own ids in the others. */
  readonly argumentsWith: (id: string, own: Readonly<Record<OwnId, string>>) => Record<string, unknown>
  /** Which of one's own ids belongs there. */
  readonly owns: OwnId
  /** Whether a subject may ask at all, and the id is one of a subject's. */
  readonly isForSubjects: boolean
}

/** What the walk cannot know: values without which an input has no meaning. */
const meaningful: Readonly<Record<string, unknown>> = {
  rights: ['ACCESS'],
  kind: 'ACCESS_COPY',
  method: 'CALL_BACK',
  passed: true,
  part: 1,
  target: { category: 'PHONE_NUMBER' },
  newValue: '+32470000109',
}

const ownedBy: Readonly<Record<string, OwnId>> = {
  'dataSubject.id': 'subjectId',
  'dataSubjects.ids': 'subjectId',
  'case.id': 'caseId',
}

/** Keys of the asker's own choice, and names that the schema's own lists give: no ids of anybody. */
const noIds = ['idempotencyKey', 'system', 'systemId', 'systems', 'recordType', 'recordTypes', 'externalId']

/** Walks the root fields of a schema and finds every argument, at any depth, that takes an id of somebody or something. */
export function idTakers(schema: GraphQLSchema): IdTaker[] {
  const roots = [
    ['query', schema.getQueryType()],
    ['mutation', schema.getMutationType()],
    ['subscription', schema.getSubscriptionType()],
  ] as const
  return roots.flatMap(([kind, type]) =>
    Object.values(type?.getFields() ?? {}).flatMap((field) => pathsToIds(field.args, []).map((path) => takerOf(kind, field, path))),
  )
}

type Slot = GraphQLArgument | GraphQLInputField

function pathsToIds(slots: readonly Slot[], before: readonly string[]): string[][] {
  return slots.flatMap((slot) => {
    const type = getNamedType(slot.type)
    const path = [...before, slot.name]
    if (isInputObjectType(type)) {
      return pathsToIds(Object.values(type.getFields()), path)
    }
    return type.name === 'ID' && !noIds.includes(slot.name) ? [path] : []
  })
}

function takerOf(kind: IdTaker['kind'], field: GraphQLField<unknown, unknown>, path: readonly string[]): IdTaker {
  const last = path.at(-1) ?? ''
  const owns = ownedBy[`${field.name}.${path.join('.')}`] ?? (last as OwnId)
  const variables = field.args.map(({ name, type }) => `$${name}: ${type.toString()}`).join(', ')
  const passed = field.args.map(({ name }) => `${name}: $${name}`).join(', ')
  const selection = isObjectType(getNamedType(field.type)) || 'getTypes' in getNamedType(field.type) ? '{ __typename }' : ''
  const roles: readonly string[] = isOperation(field.name) ? rolesFor(field.name) : []
  return {
    name: `${field.name}(${path.join('.')})`,
    kind,
    document: `${kind}(${variables}) { ${field.name}(${passed}) ${selection} }`,
    argumentsWith: (id, own) => Object.fromEntries(field.args.flatMap((slot) => valueFor(slot, { path, id, own, owner: field.name }))),
    owns,
    isForSubjects: roles.includes('SUBJECT') && path.length <= 2 && isRequired(field.args, path),
  }
}

function isRequired(slots: readonly Slot[], [first, ...rest]: readonly string[]): boolean {
  const slot = slots.find(({ name }) => name === first)
  const type = slot === undefined ? undefined : getNamedType(slot.type)
  return (
    slot !== undefined &&
    isNonNullType(slot.type) &&
    (rest.length === 0 || (isInputObjectType(type) && isRequired(Object.values(type.getFields()), rest)))
  )
}

interface Filling {
  readonly path: readonly string[]
  readonly id: string
  readonly own: Readonly<Record<OwnId, string>>
  readonly owner: string
}

function valueFor(slot: Slot, filling: Filling): [string, unknown][] {
  const [next, ...rest] = filling.path
  if (slot.name === next) {
    const type = getNamedType(slot.type)
    const value = isInputObjectType(type) ? objectFor(Object.values(type.getFields()), { ...filling, path: rest }) : filling.id
    return [[slot.name, isListed(slot.type) ? [value] : value]]
  }
  return isNonNullType(slot.type) && slot.defaultValue === undefined ? [[slot.name, sample(slot, filling)]] : []
}

function objectFor(slots: readonly Slot[], filling: Filling): Record<string, unknown> {
  return Object.fromEntries(slots.flatMap((slot) => valueFor(slot, filling)))
}

function sample(slot: Slot, filling: Filling): unknown {
  if (slot.name in meaningful) {
    return meaningful[slot.name]
  }
  const type = getNamedType(slot.type)
  const own = ownedBy[`${filling.owner}.${slot.name}`] ?? slot.name
  const value = isInputObjectType(type)
    ? objectFor(Object.values(type.getFields()), { ...filling, path: [] })
    : leafFor(type, filling.own[own as OwnId])
  return isListed(slot.type) ? [value] : value
}

function leafFor(type: GraphQLNamedInputType, own: string | undefined): unknown {
  return isEnumType(type) ? type.getValues()[0]?.name : (own ?? 'x')
}

function isListed(type: GraphQLInputType): boolean {
  return isListType(isNonNullType(type) ? type.ofType : type)
}
