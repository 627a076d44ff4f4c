import { Entity, Index } from 'typeorm'
import type { Language } from '../src/vocabulary/language.js'
import { IdColumn, MomentColumn, WordColumn } from './columns.js'

/** A person the hub can be asked about. Who it is stands in identifiers and links, encrypted. */
@Entity('data_subject')
@Index('data_subject_created', ['createdAt', 'id'])
export class DataSubject {
  @IdColumn()
  id!: string

  @WordColumn()
  language!: Language

  @MomentColumn()
  createdAt!: string
}
