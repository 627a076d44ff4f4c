import type { Terminal } from '../hub-command.js'
import { type ProgressDisplay, progressDisplay } from '../progress.js'

const widest = 100
const widestCell = 32
const gap = 2

/** Tells the story on standard output, or keeps quiet where a program reads that; remembers what did not hold. */
export class Narrator {
  readonly progress: ProgressDisplay
  readonly broken: string[] = []
  private chapters = 0

  constructor(
    private readonly terminal: Terminal,
    private readonly quiet: boolean,
  ) {
    this.progress = progressDisplay({ screen: terminal.screen })
  }

  chapter(title: string): void {
    this.progress.settle()
    this.chapters += 1
    this.say('', `${this.chapters}. ${title}`, '')
  }

  say(...lines: readonly string[]): void {
    if (!this.quiet) {
      lines.forEach((line) => this.terminal.print(line === '' ? '' : cut(`  ${line}`, widest)))
    }
  }

  /** Rows in aligned columns under their heading; what is too long is cut. */
  table(heading: readonly string[], rows: readonly (readonly string[])[]): void {
    const last = heading.length - 1
    const all = [heading, ...rows].map((row) => row.map((cell, column) => (column === last ? cell : cut(cell, widestCell))))
    const widths = heading.map((_, column) => Math.max(...all.map((row) => (row[column] ?? '').length)) + gap)
    this.say(
      ...all.map((row) =>
        row
          .map((cell, column) => cell.padEnd(widths[column] ?? 0))
          .join('')
          .trimEnd(),
      ),
      '',
    )
  }

  /** Something that the hub promises: shown as kept, or remembered as broken. */
  check(promise: string, holds: boolean): void {
    if (!holds) {
      this.broken.push(promise)
      this.terminal.note(`Does not hold: ${promise}`)
    }
    this.say(`${holds ? '[kept]  ' : '[BROKEN]'} ${promise}`)
  }
}

function cut(text: string, length: number): string {
  return text.length > length ? `${text.slice(0, length - 1)}…` : text
}
