import { type DestinationStream, type LevelWithSilent, type Logger as PinoLogger, pino } from 'pino'
import { HubError } from './errors.js'

/** What a log line may carry: ids, codes, counts and durations. Values of persons have no field here. */
export interface LogFacts {
  readonly subjectId?: string
  readonly caseId?: string
  readonly claimId?: string
  readonly bundleId?: string
  readonly planId?: string
  readonly jobId?: string
  readonly requestId?: string
  readonly system?: string
  readonly recordType?: string
  readonly kind?: string
  readonly operation?: string
  readonly state?: string
  readonly code?: string
  readonly reason?: string
  readonly path?: string
  readonly status?: number
  readonly count?: number
  readonly attempt?: number
  readonly bytes?: number
  readonly port?: number
  readonly ms?: number
}

export interface Logger {
  debug(message: string, facts?: LogFacts): void
  info(message: string, facts?: LogFacts): void
  warn(message: string, facts?: LogFacts, thrown?: unknown): void
  error(message: string, facts?: LogFacts, thrown?: unknown): void
  child(facts: LogFacts): Logger
}

/** Class, code and our own frames of an error: never its message (unless it is ours), since libraries put values into theirs. */
function errorFacts(thrown: unknown): Record<string, unknown> {
  if (!(thrown instanceof Error)) {
    return {}
  }
  const frames = (thrown.stack ?? '').split('\n').filter((line) => line.trimStart().startsWith('at '))
  const own = thrown instanceof HubError ? { message: thrown.message, errorCode: thrown.code } : {}
  return { error: { name: thrown.name, ...own, stack: frames.slice(0, 12).join('\n') } }
}

class FactsLogger implements Logger {
  constructor(private readonly sink: PinoLogger) {}

  debug(message: string, facts: LogFacts = {}): void {
    this.sink.debug(facts, message)
  }

  info(message: string, facts: LogFacts = {}): void {
    this.sink.info(facts, message)
  }

  warn(message: string, facts: LogFacts = {}, thrown?: unknown): void {
    this.sink.warn({ ...facts, ...errorFacts(thrown) }, message)
  }

  error(message: string, facts: LogFacts = {}, thrown?: unknown): void {
    this.sink.error({ ...facts, ...errorFacts(thrown) }, message)
  }

  child(facts: LogFacts): Logger {
    return new FactsLogger(this.sink.child(facts))
  }
}

/** JSON lines on standard error (or `destination`), so that standard output stays free for what a command prints. */
export function createLogger(level: LevelWithSilent = 'info', destination?: DestinationStream): Logger {
  return new FactsLogger(pino({ level, base: undefined, timestamp: pino.stdTimeFunctions.isoTime }, destination ?? pino.destination(2)))
}

export const silentLogger: Logger = createLogger('silent')
