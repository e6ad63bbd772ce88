/** The languages of the interface. Adding one is a JSON file and a line here; the completeness test demands the rest. */
import en from './en.json' with { type: 'json' }
import zh from './zh.json' with { type: 'json' }

export type Catalogue = Readonly<Record<string, string>>
/** The keys of the English words are the keys of all. */
export type EnglishCatalogue = typeof en

/** `id` is the BCP 47 primary tag, `name` what its speakers call it. */
export const languages = [
  { id: 'en', name: 'English', catalogue: en as Catalogue },
  { id: 'zh', name: '简体中文', catalogue: zh as Catalogue },
] as const

export type LanguageId = (typeof languages)[number]['id']

/** The first language of `wanted` (such as `navigator.languages`) that there is a catalogue for; English otherwise. */
export function chooseLanguage(wanted: readonly string[]): LanguageId {
  for (const tag of wanted) {
    const primary = tag.toLowerCase().split('-')[0]
    const found = languages.find(({ id }) => id === primary)
    if (found) return found.id
  }
  return 'en'
}
