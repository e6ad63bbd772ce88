'use client'
import { Trash2 } from 'lucide-react'
import { useState } from 'react'
import { Button } from '../controls.tsx'
import { Dialog } from '../dialog.tsx'
import forms from '../form.module.css'
import { useT } from '../language.tsx'

export interface DeleteDialogProps {
  /** What the board is called. */
  readonly name: string
  /** False when it could not be done. */
  onDelete(): Promise<boolean>
  onClose(): void
}

/** Asks once, and says what goes: there is no way back. */
export function DeleteDialog({ name, onDelete, onClose }: DeleteDialogProps) {
  const t = useT()
  const [isBusy, setBusy] = useState(false)
  const [isFailed, setFailed] = useState(false)
  const remove = async () => {
    setBusy(true)
    const isDone = await onDelete()
    setBusy(false)
    setFailed(!isDone)
  }
  return (
    <Dialog title={t('delete.title', { name })} description={t('delete.note')} size="small" onClose={onClose}>
      {isFailed ? (
        <p role="alert" className={forms.error}>
          {t('share.failed')}
        </p>
      ) : null}
      <div className={forms.actions}>
        <Button onClick={onClose}>{t('common.cancel')}</Button>
        <Button look="danger" icon={Trash2} disabled={isBusy} onClick={() => void remove()}>
          {t('delete.confirm')}
        </Button>
      </div>
    </Dialog>
  )
}
