'use client'
import { type LanguageId, languages } from '../../lib/i18n/languages.ts'
import forms from './form.module.css'
import { useLanguage } from './language.tsx'

export function LanguageSelect() {
  const { id, t, choose } = useLanguage()
  return (
    <select
      className={forms.select}
      style={{ width: 'auto' }}
      aria-label={t('prefs.language')}
      value={id}
      onChange={(event) => choose(event.target.value as LanguageId)}
    >
      {languages.map((language) => (
        <option key={language.id} value={language.id} lang={language.id}>
          {language.name}
        </option>
      ))}
    </select>
  )
}
