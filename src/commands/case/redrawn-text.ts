import type { TextStream } from '../hub-command.js'
import { cut } from '../text-table.js'

const widthUnknown = 80
const heightUnknown = 24

/** Some lines on a terminal that are drawn over each other. It hides and changes nothing of the terminal: it can end at any time. */
export class RedrawnText {
  private drawn = 0

  constructor(private readonly screen: TextStream) {}

  draw(lines: readonly string[]): void {
    const { columns = widthUnknown, rows = heightUnknown } = this.screen
    const fitting = lines.length < rows ? lines : [...lines.slice(0, rows - 2), '…']
    const back = this.drawn === 0 ? '' : `\u001B[${this.drawn}A\u001B[0J`
    this.screen.write(back + fitting.map((line) => `${cut(line, columns - 1)}\n`).join(''))
    this.drawn = fitting.length
  }
}
