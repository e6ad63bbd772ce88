/**
 * Fields that repair: each reads one stored, untrusted value and always gives a valid one.
 * Shape kinds are tables of fields; the record types follow from the tables.
 */
import { cleanText, cutText } from './clean-text.ts'

export interface Field<T> {
  /** How it lies in the Y.Map: a plain value, a shared `Y.Text`, or a map whose entries merge one by one. */
  readonly storage: 'value' | 'text' | 'map'
  /** Of a map: how each of its entries is read. */
  readonly entry?: Field<unknown>
  readonly initial: T
  /** Any value in, a valid one out. Total: never throws. */
  repair(stored: unknown): T
}

export type FieldTable = Readonly<Record<string, Field<unknown>>>
export type RecordOf<F extends FieldTable> = { readonly [K in keyof F]: F[K] extends Field<infer T> ? T : never }

export const field = <T>(initial: T, repair: (stored: unknown) => T): Field<T> => ({
  storage: 'value',
  initial,
  repair,
})

export interface NumberRange {
  readonly initial: number
  readonly min: number
  readonly max: number
}

/** A finite number, clamped into the range. */
export const numberField = ({ initial, min, max }: NumberRange): Field<number> =>
  field(initial, (stored) =>
    typeof stored === 'number' && Number.isFinite(stored) ? Math.min(max, Math.max(min, stored)) : initial,
  )

export const booleanField = (initial: boolean): Field<boolean> =>
  field(initial, (stored) => (typeof stored === 'boolean' ? stored : initial))

/** One of a closed list of words. */
export const choiceField = <const T extends string>(choices: readonly T[], initial: NoInfer<T>): Field<T> =>
  field(initial as T, (stored) => (choices.includes(stored as T) ? (stored as T) : (initial as T)))

/** A string, cut at `maxLength` UTF-16 units, without what nobody can see. */
export const stringField = (initial: string, maxLength: number): Field<string> =>
  field(initial, (stored) => (typeof stored === 'string' ? cutText(cleanText(stored), maxLength) : initial))

/** Values by name: of each only its own entry is written, so that two people change different entries at once. */
export type Entries<T> = Readonly<Record<string, T>>

/** Names that parts of a shape give themselves, alone or as a pair; none that every object has anyway. */
const ENTRY_NAME = /^[A-Za-z0-9_-]{1,32}(?::[A-Za-z0-9_-]{1,32})?$/
const isEntryName = (name: string): boolean => ENTRY_NAME.test(name) && !(name in Object.prototype)

/** Entries that lie in the document one by one; beyond `maxEntries` the same ones are left out everywhere. */
export const mapField = <T>(entry: Field<T>, maxEntries: number): Field<Entries<T>> => ({
  storage: 'map',
  initial: {},
  entry,
  repair(stored) {
    if (typeof stored !== 'object' || stored === null || Array.isArray(stored) || ArrayBuffer.isView(stored)) return {}
    let names = Object.keys(stored).filter(isEntryName)
    if (names.length > maxEntries) names = names.sort().slice(0, maxEntries)
    const from = stored as Readonly<Record<string, unknown>>
    return Object.fromEntries(names.map((name) => [name, entry.repair(from[name])]))
  },
})
