import { readFile } from 'node:fs/promises'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { createHub } from '../../../src/app.js'
import type { HubSettings } from '../../../src/config/settings.js'
import { silentLogger } from '../../../src/kernel/logger.js'

/*
 * A worker in a process of its own, for whoever wants to kill it or to see what it needs.
 * Argument: a file with the settings of a hub. Says `working`; when asked to end, what it needed.
 */
const settings = JSON.parse(await readFile(process.argv[2] ?? '', 'utf8')) as HubSettings
const delays = monitorEventLoopDelay({ resolution: 10 })
delays.enable()
const hub = await createHub(settings, { logger: silentLogger })
hub.startWorker()
process.stdout.write('working\n')

process.once('SIGTERM', () => {
  const needed = { peakBytes: process.resourceUsage().maxRSS * 1_024, longestPauseMs: Math.round(delays.max / 1e6) }
  process.stdout.write(`${JSON.stringify(needed)}\n`)
  void hub.close()
})
