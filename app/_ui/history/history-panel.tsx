'use client'
/** The versions of the board on a line of time. Choosing one shows it; going back is done from there. */
import { Save, Users } from 'lucide-react'
import { type FormEvent, useEffect, useState } from 'react'
import type { Version } from '../../../lib/protocol/answers.ts'
import { Button } from '../controls.tsx'
import { cx } from '../cx.ts'
import forms from '../form.module.css'
import { TextField } from '../form.tsx'
import { useLanguage } from '../language.tsx'
import panels from '../panels/panels.module.css'
import { useRoom } from '../room-context.tsx'
import { useSignal } from '../use-signal.ts'
import styles from './history.module.css'
import { useVersionWords } from './version-words.ts'

const LATEST = 'now'

export function HistoryPanel() {
  const { t } = useLanguage()
  const room = useRoom()
  const { page, api } = room
  const isViewer = useSignal(room.editor.isViewer)
  const versions = useSignal(page.versions)
  const shown = useSignal(page.shownVersion)
  const words = useVersionWords()
  const [label, setLabel] = useState('')
  const [error, setError] = useState('')
  useEffect(() => {
    let isGone = false
    void api.versions().then((answer) => {
      if (isGone) return
      if (answer.ok) page.versions.value = answer.value
      // A board that nobody has drawn on has no versions yet: that is no failure.
      setError(answer.ok || answer.error.code === 'room-not-found' ? '' : answer.error.code)
    })
    return () => {
      isGone = true
    }
  }, [api, page])
  const add = async (event: FormEvent) => {
    event.preventDefault()
    const answer = await api.addVersion(label.trim())
    if (!answer.ok) return setError(answer.error.code)
    setLabel('')
    setError('')
    const listed = await api.versions()
    if (listed.ok) page.versions.value = listed.value
  }
  const show = (id: string | null) => () => {
    page.shownVersion.value = id
  }
  return (
    <>
      {isViewer ? null : (
        <form className={panels.make} onSubmit={add}>
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
      {versions.length > 0 ? (
        <ol className={cx(panels.list, styles.timeline)}>
          <li>
            <button type="button" className={styles.version} aria-current={shown === null} onClick={show(null)}>
              <span className={styles.knot} data-kind={LATEST} />
              <span className={panels.name}>{t('history.now')}</span>
            </button>
          </li>
          {versions.map((version) => (
            <Entry key={version.id} version={version} isShown={version.id === shown} onShow={show(version.id)}>
              {words.when(version)}
            </Entry>
          ))}
        </ol>
      ) : null}
      {versions.length === 0 && !error ? <p className={panels.empty}>{t('history.empty')}</p> : null}
    </>
  )
}

interface EntryProps {
  readonly version: Version
  readonly isShown: boolean
  onShow(): void
  readonly children: string
}

function Entry({ version, isShown, onShow, children }: EntryProps) {
  const { t } = useLanguage()
  const words = useVersionWords()
  const name = words.name(version)
  const people = words.people(version)
  return (
    <li>
      <button
        type="button"
        className={styles.version}
        aria-label={t('history.show', { name })}
        aria-describedby={people ? `people-${version.id}` : undefined}
        aria-current={isShown}
        onClick={onShow}
      >
        <span className={styles.knot} data-kind={version.auto ? 'auto' : 'named'} />
        <span className={panels.about}>
          <span className={panels.name}>{version.label || children}</span>
          <time className={panels.when} dateTime={new Date(version.at).toISOString()}>
            {version.label ? children : version.auto ? t('history.auto') : ''}
          </time>
          {people ? (
            <span id={`people-${version.id}`} className={styles.people} title={version.people?.join(', ')}>
              <Users size={12} aria-label={t('history.with')} />
              {people}
            </span>
          ) : null}
        </span>
      </button>
    </li>
  )
}
