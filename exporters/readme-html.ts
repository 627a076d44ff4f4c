import type { SystemCoverage } from '../src/vocabulary/coverage.js'
import { Language } from '../src/vocabulary/language.js'
import type { Statement } from '../src/vocabulary/statement.js'
import { htmlTable, safeText } from './html.js'
import type { PackageConclusion, PackagePlan } from './package-plan.js'
import { cardValues, statementAnswers } from './readme-answers.js'
import { answerLabels, groundLabels, kindLabels, reasonLabels, readmeTexts } from './readme-texts.js'
import { type RecordTypeSummary, titleOf } from './record-files.js'
import type { WithheldTotal } from './withheld-summary.js'

export interface ReadmeFacts {
  readonly plan: PackagePlan
  readonly conclusion: PackageConclusion
  readonly recordTypes: readonly RecordTypeSummary[]
  /** Of the person's cards, the first of them where there are many. */
  readonly cards: readonly Statement[]
  readonly withheld: readonly WithheldTotal[]
  /** Attached files. */
  readonly files: number
}

/** `README.html`: one page in four languages, the person's first; nothing from outside, no script, everything escaped. */
export function readmeHtml(facts: ReadmeFacts): string {
  const languages = [facts.plan.language, ...Object.values(Language).filter((language) => language !== facts.plan.language)]
  const links = languages.map((language) => `<a href="#${language}">${readmeTexts.languageName[language]}</a>`)
  return `<!DOCTYPE html>
<html lang="${facts.plan.language.toLowerCase()}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width">
<title>${safeText(facts.plan.bundleId)}</title>
<style>body{font:16px/1.5 sans-serif;max-width:60em;margin:auto;padding:1em}table{border-collapse:collapse}td,th{border:1px solid #999;padding:.2em .6em;text-align:left}section{border-top:2px solid;margin-top:3em}</style>
</head>
<body>
<nav>${links.join(' · ')}</nav>
${languages.map((language) => section(facts, language)).join('\n')}
</body>
</html>
`
}

function section(facts: ReadmeFacts, language: Language): string {
  const { plan, conclusion } = facts
  const text = (key: keyof typeof readmeTexts): string => readmeTexts[key][language]
  return `<section id="${language}" lang="${language.toLowerCase()}">
<h1>${kindLabels[plan.kind][language]}</h1>
<p>${text('for')}: ${safeText(plan.subject)}<br>${text('from')}: ${safeText(plan.controller)}<br>${text('made')}: ${safeText(plan.createdAt)}</p>
<p><strong>${text(conclusion.complete ? 'isComplete' : 'isPartial')}</strong></p>
<h2>${text('cards')}</h2>
${cardValues(facts.cards, plan.systems, language)}
${answers(facts, language)}
<h2>${text('contents')}</h2>
${contents(facts, language)}
<p>${text('csvWarning')}</p>
<h2>${text('sources')}</h2>
${htmlTable(conclusion.coverage.map((system) => coverageCells(plan, system, language)))}
<h2>${text('withheld')}</h2>
${facts.withheld.length === 0 ? `<p>${text('nothingWithheld')}</p>` : htmlTable(facts.withheld.map((total) => withheldCells(plan, total, language)))}
<h2>${text('verify')}</h2>
<p>${text('verifyText')}</p>
<pre>sha512sum -c manifest-sha512.txt
privacy-hub bundle verify FILE.zip --jwks URL</pre>
</section>`
}

/** In the person's language alone: in that they were drawn up. */
function answers({ plan, conclusion }: ReadmeFacts, language: Language): string {
  if (conclusion.statement === null || language !== plan.language) {
    return ''
  }
  return `<h2>${readmeTexts.statement[language]}</h2>\n${statementAnswers(conclusion.statement, language)}`
}

function contents({ recordTypes, conclusion, files }: ReadmeFacts, language: Language): string {
  const statement = conclusion.statement === null ? [] : [[link('statement.json'), readmeTexts.statement[language]]]
  const attachments = files === 0 ? [] : [['files/', `${readmeTexts.attachments[language]}: ${files}`]]
  return htmlTable([
    [link('profile.json'), readmeTexts.profile[language]],
    ...statement,
    ...recordTypes.map(({ pass, paths, records }) => [
      paths.map(link).join('<br>'),
      `${safeText(titleOf(pass, language))}: ${records} ${readmeTexts[records === 1 ? 'record' : 'records'][language]}`,
    ]),
    ...attachments,
    [`schemas/<br>${link('datapackage.json')}`, readmeTexts.schemas[language]],
  ])
}

function coverageCells(plan: PackagePlan, { systemId, answer, reason, gaps }: SystemCoverage, language: Language): string[] {
  const why = reason === null ? '' : ` (${reasonLabels[reason][language]})`
  const missing = gaps.map((gap) => `${safeText(`${gap.recordType ?? ''} ${gap.scope}`.trim())}: ${reasonLabels[gap.reason][language]}`)
  return [systemName(plan, systemId, language), answerLabels[answer][language] + why, missing.join('<br>')]
}

function withheldCells(plan: PackagePlan, { system, ground, article, count }: WithheldTotal, language: Language): string[] {
  return [systemName(plan, system, language), String(count), groundLabels[ground][language], safeText(article)]
}

function systemName(plan: PackagePlan, systemId: string, language: Language): string {
  return safeText(plan.systems.find(({ system }) => system === systemId)?.labels[language] ?? systemId)
}

function link(path: string): string {
  return `<a href="${safeText(path)}">${safeText(path)}</a>`
}
