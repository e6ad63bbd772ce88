import { describe, expect, it } from 'vitest'
import { chooseLanguage, english, loadCatalogue } from '../../../lib/i18n/languages.ts'
import { createTranslate, isMessageKey } from '../../../lib/i18n/translate.ts'

describe('translate', async () => {
  const en = createTranslate('en', english)
  const zh = createTranslate('zh', await loadCatalogue('zh'))

  it('fills in values and leaves unknown names as they are', () => {
    expect(en('people.follow', { name: 'Ada' })).toBe('Follow Ada')
    expect(en('people.follow')).toBe('Follow {name}')
  })
  it('chooses the plural form by count', () => {
    expect(en('save.saving', { count: 1 })).toBe('Saving 1 change')
    expect(en('save.saving', { count: 2 })).toBe('Saving 2 changes')
    expect(zh('save.saving', { count: 2 })).toBe('正在保存 2 处更改')
  })
  it('knows which keys exist, plural or not', () => {
    expect([isMessageKey('save.saving'), isMessageKey('save.saved'), isMessageKey('save.nothing')]).toEqual([
      true,
      true,
      false,
    ])
  })
  it('takes the first language it speaks, English otherwise', () => {
    expect(chooseLanguage(['de-AT', 'zh-Hans-CN', 'en'])).toBe('zh')
    expect(chooseLanguage(['de', 'fr'])).toBe('en')
    expect(chooseLanguage([])).toBe('en')
  })
})
