import { safeText } from '../../../exporters/html.js'
import { reasonLabels } from '../../../exporters/readme-texts.js'
import { dataCategories } from '../../vocabulary/data-category.js'
import type { Language } from '../../vocabulary/language.js'
import type { AttestationDocument, AttestedRecords, AttestedSystem } from './attestation-document.js'
import { approverLabels, attestationTexts, methodLabels, readBackLabels, retentionGroundLabels } from './attestation-texts.js'

/** What the page shows beside the document. */
export interface PageFacts {
  readonly language: Language
  /** SHA-256 of the document, lower-case hex. */
  readonly hash: string
  /** Detached JWS. */
  readonly signature: string
  /** Where the public keys are. */
  readonly keysUrl: string
  /** Names for people; ids where the data map knows none. */
  nameOf(system: string, recordType?: string): string
}

const style = `body{font:15px/1.5 serif;max-width:60em;margin:auto;padding:1em;color:#000}table{border-collapse:collapse;width:100%;margin:.5em 0}td,th{border:1px solid #777;padding:.2em .5em;text-align:left;vertical-align:top}th{background:#eee}dl{display:grid;grid-template-columns:max-content 1fr;gap:.2em 1em}dd{margin:0}code{overflow-wrap:anywhere;font-size:.85em}
@media print{body{max-width:none;padding:0}section{break-inside:avoid}@page{size:A4;margin:20mm}}`

/** A page to print, in one language: no script, nothing loaded, everything escaped. Pure. */
export function attestationPage(document: AttestationDocument, facts: PageFacts): string {
  const text = textsIn(facts.language)
  return `<!DOCTYPE html>
<html lang="${facts.language.toLowerCase()}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width">
<title>${text('title')} ${safeText(document.reference)}</title>
<style>${style}</style>
</head>
<body>
<h1>${text('title')}</h1>
<p>${safeText(document.controller)} ${text('intro')}</p>
${headOf(document, facts)}
${document.systems.map((system) => sectionOf(system, facts)).join('\n')}
${footOf(facts)}
</body>
</html>
`
}

type Texts = (key: keyof typeof attestationTexts) => string

function textsIn(language: Language): Texts {
  return (key) => safeText(attestationTexts[key][language])
}

function headOf(document: AttestationDocument, facts: PageFacts): string {
  const { person, reference, issuedAt, plan, earlierPlans, approvals } = document
  const { language } = facts
  const text = textsIn(language)
  const approved = approvals.map(({ role, approvedAt }) => `${safeText(approverLabels[role]?.[language] ?? role)}, ${day(approvedAt)}`)
  return definitions([
    [text('person'), person === null ? text('unnamed') : safeText(person)],
    [text('reference'), safeText(reference)],
    [text('executedAt'), day(plan.executedAt)],
    [text('approvedBy'), approved.join('<br>')],
    [text('issuedAt'), day(issuedAt)],
    ...limitsOf(document, facts),
    [text('planHash'), [plan, ...earlierPlans].map(({ hash }) => code(hash)).join('<br>')],
  ])
}

/** What the attestation says nothing about, since it was not asked for or not planned. */
function limitsOf({ limits: { categories, systemsLeftOut } }: AttestationDocument, facts: PageFacts): (readonly [string, string])[] {
  const text = textsIn(facts.language)
  const named = (categories ?? []).map((category) => safeText(dataCategories[category].labels[facts.language]))
  const leftOut = systemsLeftOut.map((system) => safeText(facts.nameOf(system)))
  return [
    ...(categories === null ? [] : [[text('onlyCategories'), named.join('<br>')] as const]),
    ...(leftOut.length === 0 ? [] : [[text('systemsLeftOut'), leftOut.join('<br>')] as const]),
  ]
}

function sectionOf(system: AttestedSystem, facts: PageFacts): string {
  const text = textsIn(facts.language)
  const heads = (['recordType', 'method', 'count', 'when', 'readBack', 'why'] as const).map((key) => `<th>${text(key)}</th>`)
  const rows = system.records.map(
    (records) =>
      `<tr>${cellsOf(system.system, records, facts)
        .map((cell) => `<td>${cell}</td>`)
        .join('')}</tr>`,
  )
  const table = rows.length === 0 ? '' : `<table>\n<tr>${heads.join('')}</tr>\n${rows.join('\n')}\n</table>`
  return `<section>
<h2>${safeText(facts.nameOf(system.system))}</h2>
${[table, backupsOf(system, text), unreadOf(system, facts), foundAfterwardsOf(system, text)].filter((part) => part !== '').join('\n')}
</section>`
}

function cellsOf(system: string, records: AttestedRecords, facts: PageFacts): string[] {
  const { language } = facts
  const { recordType, method, count, firstOn, lastOn, readBack } = records
  const seen = Object.entries(readBack).map(
    ([result, times]) => `${times} × ${readBackLabels[result as keyof typeof readBackLabels][language]}`,
  )
  return [
    safeText(facts.nameOf(system, recordType)),
    safeText(methodLabels[method][language]),
    String(count),
    firstOn === lastOn ? firstOn : `${firstOn} – ${lastOn}`,
    seen.map(safeText).join('<br>'),
    reasonOf(records, language),
  ]
}

function reasonOf({ method, finalOn, ground, article, source, rule, kept }: AttestedRecords, language: Language): string {
  const text = textsIn(language)
  const stays = method === 'RETAINED' || method === 'RESTRICTED' || ground !== null
  const why = ground === null ? [] : [`${safeText(retentionGroundLabels[ground][language])} (AVG/GDPR ${safeText(article ?? '')})`]
  const final = finalOn === null ? [] : [`${text('finalOn')} ${finalOn}`]
  return [...why, ...(rule === null ? [] : [safeText(`${rule}: ${source ?? ''}`)]), ...(stays ? [until(kept, text)] : []), ...final].join(
    '<br>',
  )
}

function until(kept: AttestedRecords['kept'], text: Texts): string {
  if (kept === null) {
    return text('untilUnknown')
  }
  const { earliestUntil, latestUntil } = kept
  return `${text('until')} ${earliestUntil === latestUntil ? latestUntil : `${earliestUntil} ${text('to')} ${latestUntil}`}`
}

function backupsOf({ backups }: AttestedSystem, text: Texts): string {
  if (backups === null) {
    return ''
  }
  return `<p>${text('backups')}: ${backups.goneOn === null ? text('backupsUnknown') : `${text('backupsGone')} ${backups.goneOn}.`}</p>`
}

function unreadOf({ unread }: AttestedSystem, { language }: PageFacts): string {
  if (unread.length === 0) {
    return ''
  }
  const told = unread.map(({ scope, reason }) =>
    [scope ?? '', reason === null ? '' : reasonLabels[reason][language]].filter((part) => part !== '').join(': '),
  )
  return `<p><strong>${textsIn(language)('unread')}</strong>: ${told.map(safeText).join('; ')}</p>`
}

function foundAfterwardsOf({ foundAfterwards }: AttestedSystem, text: Texts): string {
  return foundAfterwards === 0 ? '' : `<p><strong>${text('foundAfterwards')}</strong>: ${foundAfterwards}</p>`
}

function footOf({ language, hash, signature, keysUrl }: PageFacts): string {
  const text = textsIn(language)
  return `<footer>
<p>${text('signed')} ${safeText(keysUrl)}</p>
${definitions([
  [text('documentHash'), code(hash)],
  [text('signature'), code(signature)],
])}
</footer>`
}

function definitions(pairs: readonly (readonly [term: string, html: string])[]): string {
  return `<dl>\n${pairs.map(([term, html]) => `<dt>${term}</dt><dd>${html}</dd>`).join('\n')}\n</dl>`
}

function code(text: string): string {
  return `<code>${safeText(text)}</code>`
}

function day(moment: string): string {
  return safeText(moment.slice(0, 10))
}
