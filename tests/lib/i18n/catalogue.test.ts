import { describe, expect, it } from 'vitest'
import { actions } from '../../../lib/editor/actions/action-table.ts'
import { languages } from '../../../lib/i18n/languages.ts'
import { isMessageKey } from '../../../lib/i18n/translate.ts'

const english = languages[0].catalogue
const placeholders = (words: string) => [...words.matchAll(/\{(\w+)\}/g)].map(([, name]) => name).sort()

describe('catalogue', () => {
  for (const { id, name, catalogue } of languages) {
    it(`${name} has exactly the keys of English`, () => {
      expect(Object.keys(catalogue).sort()).toEqual(Object.keys(english).sort())
    })
    it(`${name} leaves no message empty`, () => {
      expect(Object.entries(catalogue).filter(([, words]) => words.trim() === '')).toEqual([])
    })
    it(`${name} fills in the same values as English`, () => {
      const differing = Object.keys(english).filter(
        (key) => placeholders(catalogue[key]).join() !== placeholders(english[key]).join(),
      )
      expect(differing).toEqual([])
    })
    it(`${name} has every plural form that its grammar asks for`, () => {
      const bases = Object.keys(english).filter((key) => key.endsWith('_other'))
      const forms = new Intl.PluralRules(id).resolvedOptions().pluralCategories
      const missing = bases.flatMap((key) =>
        forms.map((form) => key.replace(/_other$/, `_${form}`)).filter((needed) => !(needed in catalogue)),
      )
      expect(missing).toEqual([])
    })
  }

  it('what is counted in English has a singular', () => {
    const counted = Object.entries(english).filter(
      ([key, words]) => !key.endsWith('_other') && /\{count\} \w+s\b/.test(words),
    )
    expect(counted).toEqual([])
  })

  it('Chinese has one word for the board and one way to speak to people', () => {
    const chinese = languages.find(({ id }) => id.startsWith('zh'))?.catalogue ?? {}
    expect(Object.entries(chinese).filter(([, words]) => /白板|您/.test(words))).toEqual([])
  })

  it('every action of the table has a label', () => {
    expect(actions.map(({ label }) => label).filter((label) => !isMessageKey(label))).toEqual([])
  })
})
