import type { CommandEntry } from './hub-command.js'

/** Every subcommand, in the order of `--help`. */
export const commandTable: readonly CommandEntry[] = [
  { name: 'start', description: 'run the hub: server and worker; without a configuration, the demo', load: () => import('./start.js') },
  { name: 'serve', description: 'run the server only', load: () => import('./serve.js') },
  { name: 'worker', description: 'run the worker only', load: () => import('./worker.js') },
  { name: 'migrate', description: 'bring the database up to date', load: () => import('./migrate.js') },
  { name: 'doctor', description: 'check everything that the hub depends on, and say what to do', load: () => import('./doctor.js') },
  { name: 'config', description: 'check the configuration', load: () => import('./config.js') },
  { name: 'keys', description: 'make keys', load: () => import('./keys.js') },
  { name: 'kbo', description: 'import extracts of KBO Open Data', load: () => import('./kbo.js') },
  { name: 'ledger', description: 'look for what was erased; replay the ledger after a restore', load: () => import('./ledger.js') },
  { name: 'case', description: 'show where a case stands, or follow it', load: () => import('./case.js') },
  { name: 'bundle', description: 'verify bundles, without a hub', load: () => import('./bundle.js') },
  { name: 'demo', description: 'tell the story of the demo', load: () => import('./demo.js') },
  { name: 'token', description: 'print an access token of the demo', load: () => import('./token.js') },
]
