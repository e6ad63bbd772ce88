import { describe, expect, it } from 'vitest'
import { chooseLanguage, english, loadCatalogue } from '../../../lib/i18n/languages.ts'
import { createTranslate, isMessageKey } from '../../../lib/i18n/translate.ts'

describe('translate', async () => {
  const en = createTranslate('en', english)
  const zh = createTranslate('zh', await loadCatalogue('zh'))
  const de = createTranslate('de', await loadCatalogue('de'))
  const fr = createTranslate('fr', await loadCatalogue('fr'))

  it('fills in values and leaves unknown names as they are', () => {
    expect(en('people.follow', { name: 'Ada' })).toBe('Follow Ada')
    expect(en('people.follow')).toBe('Follow {name}')
  })
  it('chooses the plural form by count', () => {
    expect(en('save.saving', { count: 1 })).toBe('Saving 1 change')
    expect(en('save.saving', { count: 2 })).toBe('Saving 2 changes')
    expect(zh('save.saving', { count: 2 })).toBe('正在保存 2 处更改')
  })
  it('chooses the plural form by the grammar of the language', async () => {
    const es = createTranslate('es', await loadCatalogue('es'))
    const ja = createTranslate('ja', await loadCatalogue('ja'))
    const counts = [0, 1, 2, 1_000_000]
    expect(counts.map((count) => es('workshop.votesLeft', { count }))).toEqual([
      'Quedan 0 votos',
      'Queda 1 voto',
      'Quedan 2 votos',
      'Quedan 1000000 de votos',
    ])
    expect(counts.map((count) => ja('workshop.votesLeft', { count }))).toEqual([
      '残り0票',
      '残り1票',
      '残り2票',
      '残り1000000票',
    ])
  })
  it('German counts one thing or several, and nothing is several', () => {
    const selected = [0, 1, 2].map((count) => de('announce.many', { count }))
    expect(selected).toEqual(['0 Formen ausgewählt', '1 Form ausgewählt', '2 Formen ausgewählt'])
  })
  it('French counts nothing as one thing, and says "de" after a million', () => {
    const selected = [0, 1, 2, 1_000_000].map((count) => fr('announce.many', { count }))
    expect(selected).toEqual([
      '0 forme sélectionnée',
      '1 forme sélectionnée',
      '2 formes sélectionnées',
      '1000000 de formes sélectionnées',
    ])
  })
  it('knows which keys exist, plural or not', () => {
    expect([isMessageKey('save.saving'), isMessageKey('save.saved'), isMessageKey('save.nothing')]).toEqual([
      true,
      true,
      false,
    ])
  })
  it('takes the first language it speaks, English otherwise', () => {
    expect(chooseLanguage(['nl-BE', 'zh-Hans-CN', 'en'])).toBe('zh')
    expect(['de-AT', 'fr-CA', 'es-MX', 'ja-JP'].map((tag) => chooseLanguage([tag]))).toEqual(['de', 'fr', 'es', 'ja'])
    expect(chooseLanguage(['de', 'fr'])).toBe('de')
    expect(chooseLanguage(['nl', 'cs'])).toBe('en')
    expect(chooseLanguage([])).toBe('en')
  })
})
