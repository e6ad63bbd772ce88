'use client'
import { RotateCcw, Save } from 'lucide-react'
import { type FormEvent, useCallback, useEffect, useState } from 'react'
import { Button, IconButton } from '../controls.tsx'
import forms from '../form.module.css'
import { TextField } from '../form.tsx'
import { useLanguage } from '../language.tsx'
import type { Version } from '../room-api.ts'
import { useRoom } from '../room-context.tsx'
import { useSignal } from '../use-signal.ts'
import styles from './panels.module.css'

/** Named versions of the board. Going back is an ordinary change, so it can itself be taken back. */
export function HistoryPanel() {
  const { id: language, t } = useLanguage()
  const room = useRoom()
  const isViewer = useSignal(room.editor.isViewer)
  const [versions, setVersions] = useState<readonly Version[]>([])
  const [label, setLabel] = useState('')
  const [error, setError] = useState('')
  const load = useCallback(async () => {
    const answer = await room.api.versions()
    if (answer.ok) setVersions(answer.value)
    setError(answer.ok ? '' : answer.error.code)
  }, [room])
  useEffect(() => {
    void load()
  }, [load])
  const add = async (event: FormEvent) => {
    event.preventDefault()
    const answer = await room.api.addVersion(label.trim())
    if (!answer.ok) return setError(answer.error.code)
    setLabel('')
    return load()
  }
  const restore = async (version: Version) => {
    const answer = await room.api.restoreVersion(version.id)
    if (!answer.ok) return setError(answer.error.code)
    room.say(t('history.restored'), 'good')
    return load()
  }
  const format = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short' })
  return (
    <>
      {isViewer ? null : (
        <form className={styles.make} onSubmit={add}>
          <TextField
            label={t('history.label')}
            labelHidden
            placeholder={t('history.label')}
            maxLength={80}
            value={label}
            onChange={(event) => setLabel(event.target.value)}
          />
          <Button type="submit" icon={Save}>
            {t('history.save')}
          </Button>
        </form>
      )}
      {error ? (
        <p role="alert" className={forms.error}>
          {t('history.failed')} ({error})
        </p>
      ) : null}
      <ul className={styles.list}>
        {versions.map((version) => {
          const when = format.format(version.at)
          const name = version.label || when
          return (
            <li key={version.id} className={styles.row}>
              <div className={styles.about}>
                <span className={styles.name}>{name}</span>
                <time className={styles.when}>{version.label ? when : version.auto ? t('history.auto') : ''}</time>
              </div>
              {isViewer ? null : (
                <IconButton
                  label={t('history.restore', { name })}
                  icon={RotateCcw}
                  side="left"
                  onClick={() => restore(version)}
                />
              )}
            </li>
          )
        })}
      </ul>
      {versions.length === 0 && !error ? <p className={styles.empty}>{t('history.empty')}</p> : null}
    </>
  )
}
