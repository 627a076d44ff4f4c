import { type Actionability, ActionMode } from '../vocabulary/actionability.js'
import { type DataCategory, dataCategories, PortabilityRule } from '../vocabulary/data-category.js'
import { DataOrigin } from '../vocabulary/data-origin.js'
import { LegalBasis, legalBasisArticle } from '../vocabulary/legal-basis.js'

const portableBases: readonly LegalBasis[] = [LegalBasis.CONSENT, LegalBasis.CONTRACT]
const portableOrigins: readonly DataOrigin[] = [DataOrigin.PROVIDED, DataOrigin.OBSERVED]

/** Whether Art. 20 covers a value: provided or observed, on consent or contract, by automated means. Pure. */
export function portabilityOf(category: DataCategory, legalBasis: LegalBasis, origin: DataOrigin): Actionability {
  const facts = dataCategories[category]
  if (facts.portability === PortabilityRule.OUT) {
    return outside(facts.portabilityReason)
  }
  if (!portableBases.includes(legalBasis)) {
    return outside(`held on Art. ${legalBasisArticle[legalBasis]}, neither consent nor contract`)
  }
  return portableOrigins.includes(origin) ? { mode: ActionMode.YES } : outside('neither provided by the person nor observed')
}

function outside(why: string): Actionability {
  return { mode: ActionMode.NO, reason: `Outside Art. 20: ${why}. It is in the access copy.` }
}
