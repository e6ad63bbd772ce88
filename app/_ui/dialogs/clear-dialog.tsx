'use client'
import { Eraser } from 'lucide-react'
import { Button } from '../controls.tsx'
import { Dialog } from '../dialog.tsx'
import forms from '../form.module.css'
import { useT } from '../language.tsx'
import { useRoom } from '../room-context.tsx'

/** Asks once before everything drawn goes, as one step. */
export function ClearDialog({ onClose }: { onClose(): void }) {
  const t = useT()
  const { editor } = useRoom()
  const clear = () => {
    editor.dispatch({ name: 'delete', ids: editor.view.board.shapes.map(({ id }) => id) })
    onClose()
  }
  return (
    <Dialog title={t('clear.title')} description={t('clear.note')} size="small" onClose={onClose}>
      <div className={forms.actions}>
        <Button onClick={onClose}>{t('common.cancel')}</Button>
        <Button look="danger" icon={Eraser} onClick={clear}>
          {t('clear.confirm')}
        </Button>
      </div>
    </Dialog>
  )
}
