/** Looks words up in a catalogue: `{name}` is filled in, `_one` and `_other` are chosen by `count`. */

import { type Catalogue, type EnglishCatalogue, type LanguageId, languages } from './languages.ts'

type StoredKey = keyof EnglishCatalogue
type WithoutPlural<K> = K extends `${infer Base}_one` | `${infer Base}_other` ? Base : K
/** Every key that the catalogue answers; keys with plural forms are named without their ending. */
export type MessageKey = WithoutPlural<StoredKey>
export type MessageParams = Readonly<Record<string, string | number>>
export type Translate = (key: MessageKey, params?: MessageParams) => string

const PLACEHOLDER = /\{(\w+)\}/g

/** True when the English catalogue has words for `key`, plural or not. */
export const isMessageKey = (key: string): key is MessageKey =>
  key in languages[0].catalogue || `${key}_other` in languages[0].catalogue

/** The lookup function of one language. A missing key falls back to English, then to the key itself. */
export function createTranslate(language: LanguageId): Translate {
  const catalogue = languages.find(({ id }) => id === language)?.catalogue ?? languages[0].catalogue
  const plural = new Intl.PluralRules(language)
  const find = (from: Catalogue, key: string, count: number | undefined): string | undefined => {
    if (count === undefined) return from[key]
    return from[`${key}_${plural.select(count)}`] ?? from[`${key}_other`] ?? from[key]
  }
  return (key, params = {}) => {
    const count = typeof params.count === 'number' ? params.count : undefined
    const words = find(catalogue, key, count) ?? find(languages[0].catalogue, key, count) ?? key
    return words.replace(PLACEHOLDER, (whole, name: string) => String(params[name] ?? whole))
  }
}
