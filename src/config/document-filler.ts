import { getMetadataStorage, validateSync } from 'class-validator'
import type { ConfigDocument, Part } from './config-document.js'
import type { ConfigProblem, KeyPath } from './config-problem.js'
import { nearestKey } from './nearest-key.js'
import { isMapping } from './secrets.js'

/** Fills documents from what a file holds, and finds everything that is wrong in one pass. */
export class DocumentFiller {
  readonly problems: ConfigProblem[] = []

  fillIn<T extends ConfigDocument>(document: T, content: Readonly<Record<string, unknown>>, path: KeyPath = []): T {
    const parts = document.parts()
    const known = keysOf(document)
    for (const [key, value] of Object.entries(content).filter(([, item]) => item !== null)) {
      if (!known.includes(key)) {
        this.refuseUnknown([...path, key], known)
      } else if (!Object.hasOwn(parts, key)) {
        Object.assign(document, { [key]: value })
      }
    }
    for (const [key, part] of Object.entries(parts)) {
      const filled = this.fillPart(part, content[key], [...path, key])
      Object.assign(document, filled === undefined ? {} : { [key]: filled })
    }
    this.check(document, path)
    return document
  }

  private fillPart(part: Part, value: unknown, path: KeyPath): unknown {
    switch (part.kind) {
      case 'section':
        return this.fillDocument(part.make(), value ?? {}, path)
      case 'optional':
        return value === undefined ? undefined : this.fillDocument(part.make(), value ?? {}, path)
      case 'list':
        return this.fillList(part.of, value ?? undefined, path)
      case 'mapping':
        return this.fillMapping(part.of, value ?? undefined, path)
    }
  }

  private fillDocument(document: ConfigDocument, value: unknown, path: KeyPath): ConfigDocument | undefined {
    if (isMapping(value)) {
      return this.fillIn(document, value, path)
    }
    this.problems.push({ path, text: `is ${kindOf(value)}. Write keys beneath it: ${keysOf(document).join(', ')}.` })
    return undefined
  }

  private fillList(part: Part, value: unknown, path: KeyPath): unknown[] | undefined {
    if (value === undefined) {
      return undefined
    }
    if (Array.isArray(value)) {
      return value.map((item, index) => this.fillPart(part, item, [...path, index]))
    }
    this.problems.push({ path, text: `is ${kindOf(value)}. Write a list: lines beneath it that start with a dash.` })
    return undefined
  }

  private fillMapping(part: Part, value: unknown, path: KeyPath): Record<string, unknown> | undefined {
    if (value === undefined) {
      return undefined
    }
    if (isMapping(value)) {
      return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, this.fillPart(part, item ?? {}, [...path, key])]))
    }
    this.problems.push({ path, text: `is ${kindOf(value)}. Write keys beneath it.` })
    return undefined
  }

  private refuseUnknown(path: KeyPath, known: readonly string[]): void {
    const nearest = nearestKey(String(path.at(-1)), known)
    const advice = nearest === null ? `Known here: ${known.join(', ')}.` : `Did you mean ${nearest}?`
    this.problems.push({ path, text: `is not a key of the hub. ${advice}` })
  }

  private check(document: ConfigDocument, path: KeyPath): void {
    for (const { property, value, constraints = {} } of validateSync(document, { forbidUnknownValues: false })) {
      const advice = [...new Set(Object.values(constraints))].join(' ')
      this.problems.push({ path: [...path, property], text: `${value === undefined ? 'is missing' : `is ${kindOf(value)}`}. ${advice}` })
    }
  }
}

/** The keys that a document knows: its decorated properties, then its parts. */
export function keysOf(document: ConfigDocument): string[] {
  const rules = getMetadataStorage().getTargetValidationMetadatas(document.constructor, '', true, false)
  return [...new Set([...rules.map(({ propertyName }) => propertyName), ...Object.keys(document.parts())])]
}

/** What stands there, without repeating texts: somebody may have put a secret in the wrong place. */
function kindOf(value: unknown): string {
  if (typeof value === 'number' || typeof value === 'boolean') {
    return String(value)
  }
  if (Array.isArray(value)) {
    return value.length === 0 ? 'an empty list' : 'a list that does not fit'
  }
  return isMapping(value) ? 'a group of keys that does not fit' : 'a text that does not fit'
}
