import type { Terminal } from '../hub-command.js'
import { type ProgressDisplay, progressDisplay } from '../progress.js'
import { alignedRows, cut, folded } from '../text-table.js'

const widest = 100

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

  /** Running text, in lines that fit. */
  tell(...paragraphs: readonly string[]): void {
    paragraphs.forEach((paragraph) => this.say(...folded(paragraph, widest - 2)))
  }

  /** Rows in aligned columns under their heading; what is too long is cut. */
  table(heading: readonly string[], rows: readonly (readonly string[])[]): void {
    this.say(...alignedRows(heading, rows), '')
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
