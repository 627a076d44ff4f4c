/** CHECKING: hash, meta.csv and order. READING: rows. PUBLISHING: the switch. SWEEPING: deletes what is no longer needed. */
export type KboImportPhase = 'CHECKING' | 'READING' | 'PUBLISHING' | 'SWEEPING'

export interface KboImportProgress {
  readonly phase: KboImportPhase
  /** File being read; null in other phases. */
  readonly file: string | null
  /** Rows kept so far. */
  readonly rows: number
  /** Uncompressed bytes read so far, and in all. */
  readonly bytes: number
  readonly totalBytes: number
}

/** Counts what was read and tells it on. */
export class ImportProgress {
  private state: KboImportProgress = { phase: 'CHECKING', file: null, rows: 0, bytes: 0, totalBytes: 0 }

  constructor(private readonly tell: ((progress: KboImportProgress) => void) | undefined) {}

  enter(phase: KboImportPhase, totalBytes = this.state.totalBytes): void {
    this.set({ phase, file: null, totalBytes })
  }

  open(file: string): void {
    this.set({ file })
  }

  read(bytes: number): void {
    this.set({ bytes: this.state.bytes + bytes })
  }

  add(rows: number): void {
    this.set({ rows: this.state.rows + rows })
  }

  private set(change: Partial<KboImportProgress>): void {
    this.state = { ...this.state, ...change }
    this.tell?.(this.state)
  }
}
