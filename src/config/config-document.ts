/** How a key holds further documents instead of a plain value. */
export type Part =
  | { readonly kind: 'section'; readonly make: () => ConfigDocument }
  | { readonly kind: 'optional'; readonly make: () => ConfigDocument }
  | { readonly kind: 'list'; readonly of: Part }
  | { readonly kind: 'mapping'; readonly of: Part }

/** A mapping of the configuration file: its keys are its decorated properties and its parts, their initial values the defaults. */
export abstract class ConfigDocument {
  /** Keys that hold documents of their own. */
  parts(): Readonly<Record<string, Part>> {
    return {}
  }
}

/** There with its defaults even where the file does not name it. */
export function section(make: () => ConfigDocument): Part {
  return { kind: 'section', make }
}

/** There only where the file names it. */
export function optional(make: () => ConfigDocument): Part {
  return { kind: 'optional', make }
}

export function listOf(of: Part): Part {
  return { kind: 'list', of }
}

export function mappingOf(of: Part): Part {
  return { kind: 'mapping', of }
}
