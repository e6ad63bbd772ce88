/** Small total readers of foreign JSON. */
import { fail, ok, type Result } from '../base/result.ts'
import { type ImportFailure, MAX_IMPORT_CHARACTERS } from './import-result.ts'
import { isParsable } from './json-weight.ts'

export type Json = Readonly<Record<string, unknown>>

export const isJson = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
export const json = (value: unknown): Json => (isJson(value) ? value : {})
export const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [])
/** The number that a value is, or that its letters say; NaN for anything else. */
export function numeric(value: unknown): number {
  const found = typeof value === 'string' && value.length < 40 && value.trim() !== '' ? Number(value) : value
  return typeof found === 'number' && Number.isFinite(found) ? found : Number.NaN
}
export function finite(value: unknown, fallback: number): number {
  const found = numeric(value)
  return Number.isNaN(found) ? fallback : found
}
export const words = (value: unknown): string => (typeof value === 'string' ? value : '')
export const oneOf = <const T extends string>(value: unknown, choices: readonly T[], fallback: NoInfer<T>): T =>
  choices.includes(value as T) ? (value as T) : fallback

/** What a table of ours has under a foreign name, and not what every object has, such as `constructor`. */
export const own = <T>(table: Readonly<Record<string, T>>, name: string): T | undefined =>
  Object.hasOwn(table, name) ? table[name] : undefined

/** The value that a file's text holds; a value that is parsed already passes through. */
export function parseJson(input: unknown): Result<unknown, ImportFailure> {
  if (typeof input !== 'string') return ok(input)
  if (input.length > MAX_IMPORT_CHARACTERS || !isParsable(input)) {
    return fail('too-large', 'The file is too large to import.')
  }
  try {
    return ok(JSON.parse(input.replace(/^\ufeff/, '')))
  } catch {
    return fail('not-json', 'The file is not JSON; perhaps it is damaged.')
  }
}
