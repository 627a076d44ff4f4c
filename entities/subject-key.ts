import { Column, Entity, PrimaryColumn } from 'typeorm'
import { MomentColumn, WordColumn } from './columns.js'

/** The key under which everything personal about one subject is stored, itself wrapped by a master key. Destroying it is erasure. */
@Entity('subject_key')
export class SubjectKey {
  @PrimaryColumn({ type: 'varchar', length: 36 })
  subjectId!: string

  @Column({ type: 'varchar', length: 255 })
  wrapped!: string

  /** Which master key wraps it. */
  @WordColumn()
  masterKeyId!: string

  @MomentColumn()
  createdAt!: string
}
