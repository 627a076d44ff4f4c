import { dataCategories, type DataCategory } from '../src/vocabulary/data-category.js'
import type { DataOrigin } from '../src/vocabulary/data-origin.js'
import type { Labels, Language } from '../src/vocabulary/language.js'
import type { LegalBasis } from '../src/vocabulary/legal-basis.js'
import type { Purpose } from '../src/vocabulary/purpose.js'
import type { Column } from './columns.js'

/** What the data dictionary says of a column beyond its type. Extension properties start with `x-`. */
export interface FieldFacts {
  readonly title: string
  readonly 'x-labels': Labels
  readonly 'x-category'?: DataCategory
  readonly 'x-dpv'?: readonly string[]
  readonly 'x-origin'?: DataOrigin
  readonly 'x-purposes'?: readonly Purpose[]
  readonly 'x-legalBasis'?: LegalBasis
  readonly 'x-recipients'?: readonly string[]
  readonly 'x-retention'?: string
}

const commonLabels: Readonly<Record<string, Labels>> = {
  _id: {
    NL: 'Kenmerk van het record in dit pakket',
    FR: 'Identifiant dans ce paquet',
    DE: 'Kennung in diesem Paket',
    EN: 'Id in this package',
  },
  _externalId: {
    NL: 'Kenmerk in het bronsysteem',
    FR: 'Identifiant à la source',
    DE: 'Kennung im Quellsystem',
    EN: 'Id in the source system',
  },
  _observedAt: { NL: 'Gelezen op', FR: 'Lu le', DE: 'Gelesen am', EN: 'Read at' },
  _sourceUpdatedAt: {
    NL: 'Laatst gewijzigd in de bron',
    FR: 'Modifié à la source le',
    DE: 'In der Quelle geändert am',
    EN: 'Last changed in the source',
  },
}

export function fieldFacts({ name, field }: Column, language: Language): FieldFacts {
  const labels = field === undefined ? commonLabels[name] : (field.labels ?? dataCategories[field.category].labels)
  const named = labels ?? { NL: name, FR: name, DE: name, EN: name }
  if (field === undefined) {
    return { title: named[language], 'x-labels': named }
  }
  return {
    title: named[language],
    'x-labels': named,
    'x-category': field.category,
    'x-dpv': dataCategories[field.category].dpv,
    'x-origin': field.origin,
    'x-purposes': field.purposes,
    'x-legalBasis': field.legalBasis,
    'x-recipients': field.recipients,
    'x-retention': field.retention,
  }
}
