import type { Clock } from '../../kernel/clock.js'
import type { FieldValue, RecordRef, RecordTypeId, SystemId } from '../../vocabulary/source-record.js'
import type { EraseMethod, InspectedRecord, ScannedRecord, WriteAnswer, WriteOrder } from '../connector.js'
import { type HeldPerson, InMemoryPeople, type InMemoryPerson, type InMemoryRecord, type OwnedRecord, recordsOf } from './people.js'
import { fieldsAfter, isAsExpected, type RecordChange, type RecordState, RecordStates } from './record-states.js'
import { type FaultPlan, type WriteFault, WriteFaults } from './write-faults.js'

export interface InMemorySourceOptions {
  readonly system: SystemId
  /** Of start records that name none. */
  readonly startType: RecordTypeId
  readonly people: readonly InMemoryPerson[]
  readonly clock: Clock
  /** How long an erased record can be brought back from a recycle bin; null where there is none. */
  readonly recycleBinDays: number | null
}

export interface StandingRecord {
  readonly record: InMemoryRecord
  readonly state: RecordState
}

/** The system itself, as its own staff see it: its people, what has become of their records, and what is to go wrong. */
export class InMemorySource {
  /** Called when a write has arrived and before the record is looked at: the moment at which a colleague may still `edit` it. */
  beforeWrite: ((order: WriteOrder) => Promise<void> | void) | null = null
  private readonly people: InMemoryPeople
  private readonly states = new RecordStates()
  private readonly faults = new WriteFaults()

  constructor(private readonly options: InMemorySourceOptions) {
    this.people = new InMemoryPeople(options.system, options.startType)
    options.people.forEach((person) => this.people.hold(person))
  }

  /** Somebody comes into the system, or comes back: their records are as they are given here. */
  async add(person: InMemoryPerson): Promise<void> {
    for await (const record of recordsOf(await this.people.add(person))) {
      this.states.forget(record)
    }
  }

  /** A colleague changes a record. */
  async edit(ref: RecordRef, fields: Readonly<Record<string, FieldValue>>): Promise<void> {
    const owned = await this.people.record(ref)
    if (owned === undefined) {
      throw new Error('There is no such record to edit')
    }
    this.states.change(owned.record, { fields: { ...this.states.of(owned.record).fields, ...fields } })
  }

  /** A colleague erases a record. */
  async remove(ref: RecordRef): Promise<void> {
    const owned = await this.people.record(ref)
    if (owned !== undefined && this.states.of(owned.record).gone === null) {
      this.states.change(owned.record, { gone: { finalOn: this.finalDay() } })
    }
  }

  /** What goes wrong with the next writes; null mends the system. */
  failWrites(fault: WriteFault | null, plan: FaultPlan = {}): void {
    this.faults.plan(fault, plan)
  }

  /** How many writes took effect. */
  get writes(): number {
    return this.states.total
  }

  /** How many writes took effect on a record. */
  writesTo(ref: RecordRef): number {
    return this.states.writesTo(ref)
  }

  /** Who holds one of the identifiers, each with the record at which reading starts. */
  async found(identifiers: Parameters<InMemoryPeople['foundBy']>[0]): Promise<{ readonly held: HeldPerson; readonly ref: RecordRef }[]> {
    const found: { held: HeldPerson; ref: RecordRef }[] = []
    for (const held of this.people.foundBy(identifiers)) {
      const ref = this.states.isUntouched ? held.ref : await this.startOf(held)
      found.push(...(ref === null ? [] : [{ held, ref }]))
    }
    return found
  }

  /** The records of the person behind a link, but those that are gone. */
  async *recordsBehind(ref: RecordRef): AsyncGenerator<StandingRecord> {
    const held = await this.people.behind(ref)
    for await (const record of held === undefined ? [] : recordsOf(held)) {
      const state = this.states.of(record)
      if (state.gone === null) {
        yield { record, state }
      }
    }
  }

  async inspect(ref: RecordRef, wanted: readonly string[]): Promise<InspectedRecord | null> {
    const owned = await this.people.record(ref)
    if (owned === undefined) {
      return null
    }
    const { fields, version, isRestricted, gone } = this.states.of(owned.record)
    if (gone === null) {
      return { ref, fields: picked(fields, wanted), version, isRestricted }
    }
    return gone.finalOn === null || gone.finalOn <= this.today() ? null : { ref, fields: {}, isRestricted: false, finalOn: gone.finalOn }
  }

  async change(order: WriteOrder, change: (state: RecordState) => RecordChange): Promise<WriteAnswer> {
    return this.write(order, (owned) => {
      const state = owned === undefined ? null : this.states.of(owned.record)
      if (owned === undefined || state === null || state.gone !== null) {
        return { kind: 'CONFLICT' }
      }
      this.states.write(owned.record, change(state))
      return { kind: 'DONE' }
    })
  }

  async erase(order: WriteOrder, method: EraseMethod): Promise<WriteAnswer> {
    return this.write(order, (owned) => {
      const before = owned === undefined ? null : this.states.of(owned.record)
      if (owned === undefined || before === null || before.gone !== null) {
        return done(before?.gone?.finalOn)
      }
      const gone = method === 'ERASE' ? { finalOn: this.finalDay() } : null
      this.states.write(owned.record, { fields: fieldsAfter(before.fields, order.changes), isAnonymised: gone === null, gone })
      return done(gone?.finalOn)
    })
  }

  /** Every record of a type that is there, with what its owner is found by; an anonymised one has no owner any more. */
  async *scan(recordType: RecordTypeId): AsyncGenerator<ScannedRecord> {
    for (const { record, owner } of (await this.people.records()).values()) {
      const { gone, isAnonymised } = this.states.of(record)
      if (record.recordType === recordType && gone === null) {
        const { identifiers, weakIdentifiers = [] } = owner.person
        const ref = { system: this.options.system, recordType, externalId: record.externalId }
        yield { ref, identifiers: isAnonymised ? [] : [...identifiers, ...weakIdentifiers] }
      }
    }
  }

  private async write(order: WriteOrder, take: (owned: OwnedRecord | undefined) => WriteAnswer): Promise<WriteAnswer> {
    const owned = await this.people.record(order.ref)
    await this.beforeWrite?.(order)
    return this.faults.around(order, () => {
      const state = owned === undefined ? null : this.states.of(owned.record)
      const hasDrifted = state !== null && state.gone === null && !isAsExpected(state, order.expected)
      return hasDrifted ? { kind: 'CONFLICT' } : take(owned)
    })
  }

  /** The own start record while it leads to the person, then any other that does; null when none is left. */
  private async startOf(held: HeldPerson): Promise<RecordRef | null> {
    const own = await this.people.record(held.ref)
    if (own !== undefined && isLeading(this.states.of(own.record))) {
      return held.ref
    }
    let hasRecords = false
    for await (const record of recordsOf(held)) {
      hasRecords = true
      if (isLeading(this.states.of(record))) {
        const { recordType, externalId } = record
        return own === undefined ? held.ref : { system: this.options.system, recordType, externalId }
      }
    }
    return hasRecords ? null : held.ref
  }

  private today(): string {
    return this.options.clock.now().toISOString().slice(0, 10)
  }

  private finalDay(): string | null {
    const { clock, recycleBinDays } = this.options
    return recycleBinDays === null ? null : new Date(clock.now().getTime() + recycleBinDays * 86_400_000).toISOString().slice(0, 10)
  }
}

function isLeading({ gone, isAnonymised }: RecordState): boolean {
  return gone === null && !isAnonymised
}

function done(finalOn: string | null | undefined): WriteAnswer {
  return typeof finalOn === 'string' ? { kind: 'DONE', finalOn } : { kind: 'DONE' }
}

export function picked(fields: RecordState['fields'], wanted: readonly string[]): Record<string, FieldValue> {
  return Object.fromEntries(Object.entries(fields).filter(([name]) => wanted.includes(name)))
}
