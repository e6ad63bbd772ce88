import { describe, expect, it } from 'vitest'
import { actions } from '../../../lib/editor/actions/action-table.ts'
import { english, languages } from '../../../lib/i18n/languages.ts'
import { isMessageKey } from '../../../lib/i18n/translate.ts'

const PLURAL = /_(?:zero|one|two|few|many|other)$/
const catalogues = new Map(
  await Promise.all(languages.map(async ({ id, load }) => [id as string, await load()] as const)),
)
const chinese = catalogues.get('zh') ?? {}
/** The keys that have plural forms, without their endings. */
const counted = Object.keys(english).flatMap((key) => (key.endsWith('_other') ? [key.replace(PLURAL, '')] : []))
const isForm = (key: string) => counted.includes(key.replace(PLURAL, ''))
/** The English words that a key of any language translates: `_few` says what `_other` says. */
const englishOf = (key: string) => english[key] ?? english[key.replace(PLURAL, '_other')]
const placeholders = (words: string) => [...words.matchAll(/\{(\w+)\}/g)].map(([, name]) => name).sort()

describe('catalogue', () => {
  for (const { id, name } of languages) {
    const catalogue = catalogues.get(id) ?? {}
    it(`${name} has the keys of English, and of what is counted the forms of its own grammar`, () => {
      const forms = new Intl.PluralRules(id).resolvedOptions().pluralCategories
      const wanted = [
        ...Object.keys(english).filter((key) => !isForm(key)),
        ...counted.flatMap((key) => forms.map((form) => `${key}_${form}`)),
      ]
      expect(Object.keys(catalogue).sort()).toEqual(wanted.sort())
    })
    it(`${name} leaves no message empty`, () => {
      expect(Object.entries(catalogue).filter(([, words]) => words.trim() === '')).toEqual([])
    })
    it(`${name} fills in the same values as English`, () => {
      const differing = Object.keys(catalogue).filter((key) => {
        const given = placeholders(catalogue[key]).join()
        const wanted = placeholders(englishOf(key))
        // "One change" needs no number.
        return given !== wanted.join() && given !== wanted.filter((value) => !isForm(key) || value !== 'count').join()
      })
      expect(differing).toEqual([])
    })
  }

  it('what is counted in English has a singular', () => {
    const unforced = Object.entries(english).filter(
      ([key, words]) => !key.endsWith('_other') && /\{count\} \w+s\b/.test(words),
    )
    expect(unforced).toEqual([])
  })

  it('Chinese has one word for the board and one way to speak to people', () => {
    expect(Object.entries(chinese).filter(([, words]) => /白板|您/.test(words))).toEqual([])
  })

  it('Spanish has one word for the board and the link, and says tú', () => {
    const strange = /pizarr|lienzo|vínculo|\busted|\b(?:haga|seleccione|intente|pulse)\b/i
    expect(Object.entries(catalogues.get('es') ?? {}).filter(([, words]) => strange.test(words))).toEqual([])
  })

  it('Japanese has one word for the board and the note, and its own punctuation', () => {
    const strange = /ホワイトボード|キャンバス|ふせん|メモ|[、。（）：].*[,;!?(]|である。|だ。/
    expect(Object.entries(catalogues.get('ja') ?? {}).filter(([, words]) => strange.test(words))).toEqual([])
  })

  it('German says "du" and French says "vous"', () => {
    const found = (id: string, words: RegExp) =>
      Object.entries(catalogues.get(id) ?? {}).filter(([, said]) => words.test(said))
    expect(found('de', /\b(?:Sie|Ihnen|Ihre?[mnrs]?)\b/)).toEqual([])
    expect(found('fr', /(?<![\p{L}’])(?:tu|te|toi|ton|ta|tes)(?!\p{L})/iu)).toEqual([])
  })

  it('every action of the table has a label', () => {
    expect(actions.map(({ label }) => label).filter((label) => !isMessageKey(label))).toEqual([])
  })
})
