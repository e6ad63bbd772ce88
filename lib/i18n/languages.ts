/** The languages of the interface. Adding one is a JSON file and a line here; the completeness test demands the rest. */
import en from './en.json' with { type: 'json' }

export type Catalogue = Readonly<Record<string, string>>
/** The keys of the English words are the keys of all; plural forms are each language's own. */
export type EnglishCatalogue = typeof en

export const english: Catalogue = en

export interface Language<Id extends string = string> {
  /** BCP 47 primary tag. */
  readonly id: Id
  /** What its speakers call it. */
  readonly name: string
  /** A page fetches the words of one language, beside English, which stands in the page from the start. */
  load(): Promise<Catalogue>
}

const language = <Id extends string>(
  id: Id,
  name: string,
  load: () => Promise<{ readonly default: Catalogue }>,
): Language<Id> => ({ id, name, load: async () => (await load()).default })

export const languages = [
  language('en', 'English', async () => ({ default: english })),
  language('de', 'Deutsch', () => import('./de.json')),
  language('es', 'Español', () => import('./es.json')),
  language('fr', 'Français', () => import('./fr.json')),
  language('ja', '日本語', () => import('./ja.json')),
  language('zh', '简体中文', () => import('./zh.json')),
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

/** The words of the language with this id. Rejects when they cannot be fetched. */
export const loadCatalogue = (id: LanguageId): Promise<Catalogue> =>
  (languages.find((known) => known.id === id) ?? languages[0]).load()
