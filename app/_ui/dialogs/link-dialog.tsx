'use client'
import { type FormEvent, useState } from 'react'
import { Button } from '../controls.tsx'
import { Dialog } from '../dialog.tsx'
import forms from '../form.module.css'
import { TextField } from '../form.tsx'
import { useT } from '../language.tsx'
import { useRoom } from '../room-context.tsx'
import { safeLink } from '../safe-link.ts'

/** The link of the selected shapes. Only web and mail addresses: a script in a link would run for everyone. */
export function LinkDialog({ onClose }: { onClose(): void }) {
  const t = useT()
  const { editor } = useRoom()
  const ids = editor.selection.value
  const [typed, setTyped] = useState(() => editor.document.board.get(ids[0])?.link ?? '')
  const isFine = typed.trim() === '' || safeLink(typed) !== null
  const keep = (event: FormEvent) => {
    event.preventDefault()
    if (!isFine) return
    editor.dispatch({ name: 'update', patches: ids.map((id) => ({ id, patch: { link: safeLink(typed) ?? '' } })) })
    onClose()
  }
  return (
    <Dialog title={t('link.title')} size="small" onClose={onClose}>
      <form onSubmit={keep}>
        <TextField
          label={t('link.label')}
          data-first
          type="url"
          placeholder="https://"
          value={typed}
          aria-invalid={!isFine}
          onChange={(event) => setTyped(event.target.value)}
        />
        {isFine ? null : (
          <p role="alert" className={forms.error}>
            {t('link.wrong')}
          </p>
        )}
        <div className={forms.actions}>
          <Button type="submit" look="primary" disabled={!isFine}>
            {t('common.done')}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}
