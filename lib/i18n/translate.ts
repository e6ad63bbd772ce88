/**
 * Looks words up in a catalogue: `{name}` is filled in, and a key with plural forms has one for each category that the
 * language knows (`_one`, `_few`, `_many`, `_other` ..., CLDR by way of `Intl.PluralRules`), chosen by `count`.
 */
import { type Catalogue, type EnglishCatalogue, english, type LanguageId } from './languages.ts'

type StoredKey = keyof EnglishCatalogue
type WithoutPlural<K> = K extends `${infer Base}_one` | `${infer Base}_other` ? Base : K
/** Every key that the catalogue answers; keys with plural forms are named without their ending. */
export type MessageKey = WithoutPlural<StoredKey>
export type MessageParams = Readonly<Record<string, string | number>>
export type Translate = (key: MessageKey, params?: MessageParams) => string

const PLACEHOLDER = /\{(\w+)\}/g

/** True when the English catalogue has words for `key`, plural or not. */
export const isMessageKey = (key: string): key is MessageKey => key in english || `${key}_other` in english

/** The lookup function of one language. A missing key falls back to English, then to the key itself. */
export function createTranslate(language: LanguageId, catalogue: Catalogue): Translate {
  const find = finderOf(language, catalogue)
  const findEnglish = finderOf('en', english)
  return (key, params = {}) => {
    const count = typeof params.count === 'number' ? params.count : undefined
    const words = find(key, count) ?? findEnglish(key, count) ?? key
    return words.replace(PLACEHOLDER, (whole, name: string) => String(params[name] ?? whole))
  }
}

function finderOf(language: string, catalogue: Catalogue) {
  const plural = new Intl.PluralRules(language)
  return (key: string, count: number | undefined): string | undefined => {
    if (count === undefined) return catalogue[key]
    return catalogue[`${key}_${plural.select(count)}`] ?? catalogue[`${key}_other`] ?? catalogue[key]
  }
}
