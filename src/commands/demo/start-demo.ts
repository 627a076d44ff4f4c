import { once } from 'node:events'
import { createServer } from 'node:net'
import { explorerRoute } from '../../http/explorer.js'
import { CommandError, ExitCode, type Terminal } from '../hub-command.js'
import { refuseBesideConfiguration } from './beside-configuration.js'
import { DemoWorld } from './demo-world.js'
import { demoFolder, readRunningDemo, saveRunningDemo } from './running-demo.js'

const demoPort = 4_000

/** What the explorer page opens with. */
export const readyQuery = `# Paste a token under "Headers" below. In a terminal:  npx privacy-hub token --as lotte
# Ctrl-Enter runs the query. "Re-fetch GraphQL schema" (left, below) then shows the documentation.
{
  me {
    profile {
      attributes {
        label(lang: EN)
        statements {
          value
          masked
          origin
          legalBasis
          source { system { name(lang: EN) } field observedAt }
          retention { rule retainUntil }
        }
      }
      contradictions { category proposal reason }
      coverage { system { name(lang: EN) } answer recordCount gaps { scope reason } }
    }
  }
}
`

const pasteHere = JSON.stringify({ authorization: 'Bearer PASTE-A-TOKEN-HERE' }, null, 2)

/** Runs the demo until the terminal is told to leave. Throws CommandError where it cannot begin. */
export async function startDemo(terminal: Terminal, { folder = demoFolder, port = demoPort }: StartDemoOptions = {}): Promise<void> {
  refuseBesideConfiguration(terminal)
  await refuseTakenPort(port)
  const earlier = await readRunningDemo(folder)
  terminal.note('Starting Odoo, Microsoft 365 and KBO (simulated), an identity provider, and the hub …')
  const world = await DemoWorld.start({
    folder,
    port,
    issuerPort: earlier === null ? 0 : Number(new URL(earlier.issuer).port),
    routes: [explorerRoute({ title: 'Privacy Data Hub: demo', defaultQuery: readyQuery, defaultHeaders: pasteHere })],
    signal: terminal.signal,
  })
  try {
    await saveRunningDemo(folder, { url: world.url, issuer: world.provider.issuer })
    whatToTry(world.url, folder).forEach((line) => terminal.print(line))
    await untilLeaving(terminal.signal)
    terminal.note('Closing …')
  } finally {
    await world.close()
  }
}

export interface StartDemoOptions {
  readonly folder?: string
  readonly port?: number
}

function whatToTry(url: string, folder: string): string[] {
  return [
    '',
    `The demo runs at ${url}. Everybody in it is fictional. It keeps what it makes in ${folder}/.`,
    '',
    'What to try',
    `  In a browser       open ${url} and paste a token under "Headers"`,
    '  A token            npx privacy-hub token --as lotte',
    '  The whole story    npx privacy-hub demo',
    '  From a shell       the answer is one JSON document, {"data":{"me":{"profile":{"coverage":[…]}}}}:',
    '',
    `curl -s ${url}/graphql -H "authorization: Bearer $(npx privacy-hub token --as lotte)" \\`,
    `  -H 'content-type: application/json' \\`,
    `  -d '{"query":"{ me { profile { coverage { system { id } answer recordCount } } } }"}'`,
    '',
    'Ctrl-C ends it; started again, it goes on where it was.',
  ]
}

/** Asked first, so that nothing is begun that cannot be shown. */
async function refuseTakenPort(port: number): Promise<void> {
  const probe = createServer()
  try {
    probe.listen(port, '127.0.0.1')
    await once(probe, 'listening')
  } catch (error) {
    throw new CommandError(
      `Port ${port} is taken, perhaps by a demo that runs already. Stop that program, or choose another port: npm start -- --port ${otherPort(port)} (or privacy-hub start --port ${otherPort(port)}).`,
      ExitCode.CANNOT_BEGIN,
      { cause: error },
    )
  } finally {
    await new Promise<void>((resolve) => probe.close(() => resolve()))
  }
}

function otherPort(port: number): number {
  return port < 65_535 ? port + 1 : demoPort
}

async function untilLeaving(signal: AbortSignal): Promise<void> {
  if (!signal.aborted) {
    await once(signal, 'abort')
  }
}
