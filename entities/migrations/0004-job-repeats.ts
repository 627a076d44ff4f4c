import { type MigrationInterface, type QueryRunner, TableColumn } from 'typeorm'

/** Until when a job that did not succeed is repeated. */
export class JobRepeats1764000000004 implements MigrationInterface {
  readonly name = 'JobRepeats1764000000004'

  async up(runner: QueryRunner): Promise<void> {
    await runner.addColumn('job', new TableColumn({ name: 'repeatUntil', type: 'varchar', length: '24', isNullable: true }))
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropColumn('job', 'repeatUntil')
  }
}
