import type { Database } from '../../../entities/database.js'
import type { Clock } from '../../kernel/clock.js'
import { fine, type Finding, problem, warning } from './finding.js'

const mostSkewMs = 60_000
const remedy = 'Let a time service (NTP) keep both clocks; tokens and time limits are judged by them.'

export interface Clocks {
  readonly clock: Clock
  /** Of the identity provider's answer; null where there was none. */
  readonly providerDate: Date | null
  readonly database: Database | null
}

/** Whether this machine's clock agrees with the others that it works with. SQLite has no clock of its own. */
export async function checkClock({ clock, providerDate, database }: Clocks): Promise<Finding[]> {
  const others = [
    ...(providerDate === null ? [] : [{ name: 'the identity provider', at: providerDate }]),
    ...(database?.dialect === 'mysql' ? [{ name: 'the database', at: await serverTime(database) }] : []),
  ]
  if (others.length === 0) {
    return [warning('There is no other clock to compare with.', 'Check that a time service (NTP) keeps this machine’s clock.')]
  }
  return others.map(({ name, at }) => compare(name, clock.now().getTime() - at.getTime()))
}

function compare(name: string, skewMs: number): Finding {
  const seconds = Math.round(Math.abs(skewMs) / 1_000)
  const text = `This machine and ${name} are ${seconds} s apart.`
  return Math.abs(skewMs) > mostSkewMs ? problem(text, remedy) : fine(text)
}

async function serverTime(database: Database): Promise<Date> {
  const [row] = await database.read((manager) => manager.query<{ seconds: number | string }[]>('SELECT UNIX_TIMESTAMP(NOW(3)) AS seconds'))
  return new Date(Number(row?.seconds) * 1_000)
}
