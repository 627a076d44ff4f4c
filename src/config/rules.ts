import {
  ArrayNotEmpty,
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  IsNotEmpty,
  IsOptional,
  IsString,
  Max,
  Min,
  ValidateBy,
  type ValidationOptions,
} from 'class-validator'

type Constraint = (options: ValidationOptions) => PropertyDecorator

/** Several constraints that all tell the operator the same: what to write instead. */
function tell(advice: string, ...constraints: readonly Constraint[]): PropertyDecorator {
  return (target, key) => constraints.forEach((constraint) => constraint({ message: advice })(target, key))
}

/** May be left out. */
export function Optional(): PropertyDecorator {
  return IsOptional()
}

export function Text(example: string): PropertyDecorator {
  return tell(`Write a text, such as ${example}.`, IsString, IsNotEmpty)
}

/** A secret never stands in the file: it comes from the environment. */
export function Secret(variable: string): PropertyDecorator {
  return tell(`Put it into the environment as ${variable}.`, IsString, IsNotEmpty)
}

export function Texts(example: string): PropertyDecorator {
  const eachText: Constraint = (options) => IsString({ ...options, each: true })
  return tell(`Write a list of texts, such as [${example}].`, IsArray, eachText)
}

export function WholeNumber(from: number, to: number): PropertyDecorator {
  const least: Constraint = (options) => Min(from, options)
  const most: Constraint = (options) => Max(to, options)
  return tell(`Write a whole number from ${from} to ${to}.`, IsInt, least, most)
}

export function WholeNumbers(example: string): PropertyDecorator {
  const eachNumber: Constraint = (options) => IsInt({ ...options, each: true })
  return tell(`Write a list of whole numbers, such as [${example}].`, IsArray, ArrayNotEmpty, eachNumber)
}

export function YesNo(): PropertyDecorator {
  return tell('Write true or false.', IsBoolean)
}

export function OneOf(choices: Readonly<Record<string, string>> | readonly string[]): PropertyDecorator {
  const values = Object.values(choices)
  return tell(`Write one of: ${values.join(', ')}.`, (options) => IsIn(values, options))
}

export function SomeOf(choices: Readonly<Record<string, string>> | readonly string[]): PropertyDecorator {
  const values = Object.values(choices)
  const eachKnown: Constraint = (options) => IsIn(values, { ...options, each: true })
  return tell(`Write a list of some of: ${values.join(', ')}.`, IsArray, eachKnown)
}

/** What no other rule says. */
export function Fits(advice: string, fits: (value: unknown) => boolean): PropertyDecorator {
  return tell(advice, (options) => ValidateBy({ name: 'fits', validator: { validate: fits } }, options))
}

/** An http or https address. A secret has no place in it. */
export function WebAddress(example: string): PropertyDecorator {
  return Fits(`Write an address without user or password, such as ${example}.`, isPlainAddress)
}

/** As `WebAddress`, and nobody may listen on the way: https, or http on this machine. */
export function SafeAddress(example: string): PropertyDecorator {
  return Fits(`Write an https address, such as ${example} (http only on this machine).`, (value) => isPlainAddress(value) && isSafe(value))
}

function isPlainAddress(value: unknown): value is string {
  const url = typeof value === 'string' && URL.canParse(value) ? new URL(value) : null
  return url !== null && ['http:', 'https:'].includes(url.protocol) && url.username === '' && url.password === ''
}

function isSafe(address: string): boolean {
  const { protocol, hostname } = new URL(address)
  return protocol === 'https:' || ['localhost', '127.0.0.1', '[::1]'].includes(hostname)
}
