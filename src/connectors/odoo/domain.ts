/** One condition on one field, or an operator before conditions; Odoo writes domains in prefix notation. */
export type Condition = readonly [field: string, operator: string, value: unknown]
export type DomainTerm = Condition | '|' | '&'
/** Conditions in prefix notation. Terms that stand side by side must all hold. */
export type Domain = readonly DomainTerm[]

/** At least one of the domains holds. Nothing to choose from: null, for an empty domain would mean every record. */
export function anyOf(domains: readonly Domain[]): Domain | null {
  const [first, ...rest] = domains.map(allOf)
  if (first === undefined) {
    return null
  }
  return [...rest.map((): '|' => '|'), ...first, ...rest.flat()]
}

/** The domain as one operand: `&` written out between terms that stand side by side. */
export function allOf(domain: Domain): Domain {
  const ands = Array.from({ length: Math.max(0, operands(domain) - 1) }, (): '&' => '&')
  return [...ands, ...domain]
}

function operands(domain: Domain): number {
  return domain.reduce((count, term) => count + (typeof term === 'string' ? -1 : 1), 0)
}
