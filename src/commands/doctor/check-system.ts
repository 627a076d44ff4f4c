import type { Connector } from '../../connectors/connector.js'
import { SourceError } from '../../connectors/source-error.js'
import { fine, type Finding, fromProbe, problem } from './finding.js'

const probeBudgetMs = 60_000

/** Asks the system whether it can be reached, entered and read, and lets go of it. */
export async function checkSystem(connector: Connector, signal: AbortSignal): Promise<Finding[]> {
  const limit = AbortSignal.timeout(probeBudgetMs)
  try {
    const { reachable, authenticated, version, findings } = await connector.probe(AbortSignal.any([signal, limit]))
    const isEntered = reachable && authenticated
    const headline = isEntered ? [fine(`It answers and lets the hub in${version === null ? '' : `: ${version}`}.`)] : []
    return [...headline, ...findings.map(fromProbe)]
  } catch (error) {
    signal.throwIfAborted()
    return [failure(error, limit.aborted)]
  } finally {
    await connector.close()
  }
}

function failure(error: unknown, isLate: boolean): Finding {
  if (isLate) {
    return problem(
      `It did not answer all questions within ${probeBudgetMs / 1_000} s.`,
      'Check whether it is overloaded, and the network in between.',
    )
  }
  const text = error instanceof SourceError ? error.message : 'It could not be examined.'
  return problem(text, 'Check its address and its service account in the configuration.')
}
