import { type Clock, systemClock } from '../kernel/clock.js'
import type { TextStream } from './hub-command.js'

/** How a long piece of work stands. */
export interface ProgressDisplay {
  /** The present state; `fraction`, 0 to 1, draws a bar where the whole is known. */
  show(text: string, fraction?: number): void
  /** Ends the present state with a line that stays, or with nothing. */
  settle(line?: string): void
}

export interface ProgressOptions {
  readonly screen: TextStream
  /** Shows nothing at all, such as when a program reads the output. */
  readonly quiet?: boolean
  readonly clock?: Clock
}

const barWidth = 24
const redrawMs = 100
const lineMs = 3_000

/** On a terminal one line that is rewritten, elsewhere a line every few seconds. */
export function progressDisplay({ screen, quiet = false, clock = systemClock }: ProgressOptions): ProgressDisplay {
  if (quiet) {
    return { show: () => undefined, settle: () => undefined }
  }
  return screen.isTTY === true ? new RewrittenLine(screen, clock) : new LineByLine(screen, clock)
}

class RewrittenLine implements ProgressDisplay {
  private drawnAt = 0

  constructor(
    private readonly screen: TextStream,
    private readonly clock: Clock,
  ) {}

  show(text: string, fraction?: number): void {
    const now = this.clock.now().getTime()
    if (now - this.drawnAt < redrawMs) {
      return
    }
    this.drawnAt = now
    const line = fraction === undefined ? text : `${bar(fraction)} ${text}`
    this.screen.write(`\r\u001B[2K${line.slice(0, (this.screen.columns ?? 80) - 1)}`)
  }

  settle(line?: string): void {
    this.drawnAt = 0
    this.screen.write(line === undefined ? '\r\u001B[2K' : `\r\u001B[2K${line}\n`)
  }
}

class LineByLine implements ProgressDisplay {
  private writtenAt: number

  constructor(
    private readonly screen: TextStream,
    private readonly clock: Clock,
  ) {
    this.writtenAt = clock.now().getTime()
  }

  show(text: string, fraction?: number): void {
    const now = this.clock.now().getTime()
    if (now - this.writtenAt < lineMs) {
      return
    }
    this.writtenAt = now
    this.screen.write(fraction === undefined ? `${text}\n` : `${percentage(fraction)} ${text}\n`)
  }

  settle(line?: string): void {
    if (line !== undefined) {
      this.screen.write(`${line}\n`)
    }
  }
}

function bar(fraction: number): string {
  const filled = Math.round(within(fraction) * barWidth)
  return `${'█'.repeat(filled)}${'░'.repeat(barWidth - filled)} ${percentage(fraction)}`
}

function percentage(fraction: number): string {
  return `${Math.floor(within(fraction) * 100)}%`.padStart(4)
}

function within(fraction: number): number {
  return Math.min(1, Math.max(0, fraction))
}
