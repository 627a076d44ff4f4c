import type { FieldMap } from '../src/datamap/data-map.js'
import { dataCategories } from '../src/vocabulary/data-category.js'
import { legalBasisArticle } from '../src/vocabulary/legal-basis.js'
import type { PackagePlan } from './package-plan.js'

/** `dpv.jsonld`: for each system, record type and field what is processed and on which basis, in the Data Privacy Vocabulary 2.3. */
export function dpvDocument(plan: PackagePlan): object {
  return {
    '@context': { dpv: 'https://w3id.org/dpv#', pd: 'https://w3id.org/dpv/pd#', title: 'http://purl.org/dc/terms/title' },
    '@id': `urn:privacy-hub:bundle:${plan.bundleId}`,
    '@type': 'dpv:RightFulfilmentNotice',
    'dpv:hasDataController': { '@type': 'dpv:DataController', 'dpv:hasName': plan.controller },
    'dpv:hasProcess': plan.systems.flatMap(({ system, recordTypes }) =>
      Object.entries(recordTypes).flatMap(([recordType, { fields }]) =>
        Object.entries(fields).map(([name, field]) => processOf(`${system}:${recordType}:${name}`, field, plan)),
      ),
    ),
  }
}

function processOf(id: string, field: FieldMap, plan: PackagePlan): object {
  const category = dataCategories[field.category]
  return {
    '@id': `urn:privacy-hub:field:${encodeURI(id)}`,
    '@type': 'dpv:Process',
    title: category.labels[plan.language],
    'dpv:hasPersonalData': category.dpv.map((iri) => ({ '@id': iri })),
    'dpv:hasPurpose': field.purposes,
    'dpv:hasLegalBasis': `GDPR Art. ${legalBasisArticle[field.legalBasis]}`,
    'dpv:hasRecipient': field.recipients,
    'dpv:hasStorageCondition': field.retention,
  }
}
