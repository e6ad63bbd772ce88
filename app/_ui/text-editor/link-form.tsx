'use client'
import { Check, Unlink } from 'lucide-react'
import { type FormEvent, type KeyboardEvent, useEffect, useRef, useState } from 'react'
import { IconButton, Island } from '../controls.tsx'
import forms from '../form.module.css'
import { useT } from '../language.tsx'
import { safeLink } from '../safe-link.ts'
import styles from './text-editor.module.css'

interface LinkFormProps {
  readonly known: string
  /** `false` takes the link away. */
  onKeep(link: string | false): void
}

/** The address of the selected words. */
export function LinkForm({ known, onKeep }: LinkFormProps) {
  const t = useT()
  const field = useRef<HTMLInputElement>(null)
  const [typed, setTyped] = useState(known)
  const isFine = typed.trim() === '' || safeLink(typed) !== null
  useEffect(() => field.current?.select(), [])
  const keep = (event: FormEvent) => {
    event.preventDefault()
    event.stopPropagation()
    if (isFine) onKeep(safeLink(typed) ?? false)
  }
  const onKey = (event: KeyboardEvent) => {
    event.stopPropagation()
    if (event.key === 'Escape' && !event.nativeEvent.isComposing) onKeep(known || false)
  }
  return (
    <form onSubmit={keep} onKeyDown={onKey} aria-label={t('text.link')}>
      <Island className={styles.linkForm}>
        <input
          ref={field}
          className={forms.input}
          aria-label={t('link.label')}
          aria-invalid={!isFine}
          placeholder="https://"
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
        />
        <IconButton type="submit" label={t('text.linkApply')} icon={Check} side="top" disabled={!isFine} />
        {known ? (
          <IconButton label={t('text.linkRemove')} icon={Unlink} side="top" onClick={() => onKeep(false)} />
        ) : null}
      </Island>
    </form>
  )
}
