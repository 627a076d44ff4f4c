import { dataCategories, DataCategory } from '../vocabulary/data-category.js'
import { DataOrigin } from '../vocabulary/data-origin.js'
import { DisclosureMode, WithheldGround, type WithheldReason } from '../vocabulary/disclosure.js'
import type { FieldMap } from '../datamap/data-map.js'
import { ValueFormat } from '../datamap/value-format.js'
import { isStaff } from '../security/staff.js'
import { Role, type Viewer } from '../vocabulary/viewer.js'

/** Who looks, and on what: decides how much of a value is shown. */
export interface Audience {
  /** The subject, or somebody with the subject's mandate. */
  readonly isSubject: boolean
  /** Whether that person proved who they are a moment ago. */
  readonly steppedUp: boolean
  /** SCREEN masks what others could read over a shoulder; EXPORT is the subject's own copy. */
  readonly medium: 'SCREEN' | 'EXPORT'
}

/** Somebody at a screen. Staff see others, even where they are subjects themselves. */
export function onScreen(viewer: Viewer): Audience {
  return { isSubject: !isStaff(viewer) && viewer.roles.has(Role.SUBJECT), steppedUp: false, medium: 'SCREEN' }
}

export interface Disclosed {
  readonly mode: DisclosureMode
  readonly withheld: WithheldReason | null
}

const others: Disclosed = { mode: DisclosureMode.WITHHELD, withheld: { ground: WithheldGround.RIGHTS_OF_OTHERS, article: 'Art. 15(4)' } }
const nationalNumber: Disclosed = {
  mode: DisclosureMode.WITHHELD,
  withheld: { ground: WithheldGround.NATIONAL_NUMBER, article: 'Art. 87' },
}

/** How one field of one record is disclosed. Pure; the strictest rule wins. */
export function disclosureOf(field: FieldMap, authoredBySubject: boolean | undefined, audience: Audience): Disclosed {
  const mode = field.disclosure ?? dataCategories[field.category].disclosure
  if (mode === DisclosureMode.METADATA_ONLY || field.format === ValueFormat.METADATA) {
    return { mode: DisclosureMode.METADATA_ONLY, withheld: null }
  }
  if (field.category === DataCategory.NATIONAL_REGISTER_NUMBER) {
    return nationalNumberFor(audience)
  }
  if (field.freeText === true && !isSubjectsOwn(field, authoredBySubject)) {
    return others
  }
  return { mode: mode === DisclosureMode.MASKED && audience.medium === 'EXPORT' ? DisclosureMode.VALUE : mode, withheld: null }
}

/** Where nobody signs, the field's origin tells whose words it usually holds. */
function isSubjectsOwn({ origin }: FieldMap, authoredBySubject: boolean | undefined): boolean {
  return authoredBySubject ?? origin === DataOrigin.PROVIDED
}

/** Shown to the subject alone: masked on the screen, in full right after a renewed log-in; a copy made without one withholds it. */
function nationalNumberFor({ isSubject, steppedUp, medium }: Audience): Disclosed {
  if (!isSubject || (medium === 'EXPORT' && !steppedUp)) {
    return nationalNumber
  }
  return { mode: steppedUp ? DisclosureMode.VALUE : DisclosureMode.MASKED, withheld: null }
}
