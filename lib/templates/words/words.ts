/** The words of templates and their gallery: a catalogue beside the interface's, with English where a language has none. */
import en from './en.json' with { type: 'json' }

export type EnglishWords = typeof en
/** What stands for each template under its id, and for the gallery. */
export type Words = EnglishWords

type Part = Readonly<Record<string, string>>
/** A language may lack templates, or words of one. */
export type PartOfWords = Readonly<Record<string, Part>>

const languages: Readonly<Record<string, () => Promise<{ readonly default: PartOfWords }>>> = {
  zh: () => import('./zh.json'),
}
export const wordLanguages: readonly string[] = ['en', ...Object.keys(languages)]

/** English with what `own` has of it in place. */
export const overEnglish = (own: PartOfWords): Words =>
  Object.fromEntries(Object.entries(en).map(([id, english]) => [id, { ...english, ...own[id] }])) as Words

/** The words of a language, English when there are none. Rejects when they cannot be fetched. */
export async function loadWords(language: string): Promise<Words> {
  const load = Object.hasOwn(languages, language) ? languages[language] : undefined
  return load ? overEnglish((await load()).default) : en
}
