import { openDatabase } from '../../../ormconfig.js'
import { handles, jobKind } from '../../../src/jobs/job-kind.js'
import { JobQueue } from '../../../src/jobs/queue.js'
import { Worker } from '../../../src/jobs/worker.js'
import { systemClock } from '../../../src/kernel/clock.js'
import { silentLogger } from '../../../src/kernel/logger.js'

/** Takes the job `test.long` from the database named on the command line, says so, and is never done. */
const database = await openDatabase(process.argv[2] ?? '')
const queue = new JobQueue(database, systemClock)
const endless = handles(jobKind('test.long'), {
  run: async () => {
    process.stdout.write('begun\n')
    await new Promise(() => undefined)
  },
})
new Worker({ queue, handlers: [endless], logger: silentLogger, clock: systemClock }).start()
