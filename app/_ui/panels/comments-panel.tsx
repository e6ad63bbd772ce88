'use client'
import { MessageCirclePlus } from 'lucide-react'
import { useState } from 'react'
import { Button } from '../controls.tsx'
import { Toggle } from '../form.tsx'
import { useLanguage } from '../language.tsx'
import { useRoom } from '../room-context.tsx'
import { useComments } from '../use-board.ts'
import { useMedia } from '../use-media.ts'
import { useSignal } from '../use-signal.ts'
import { pinOf } from './comment-place.ts'
import styles from './panels.module.css'

export function CommentsPanel() {
  const { id: language, t } = useLanguage()
  const { editor, page } = useRoom()
  const threads = useComments()
  const isViewer = useSignal(editor.isViewer)
  const isPhone = useMedia('(max-width: 720px)')
  const [hasResolved, setHasResolved] = useState(false)
  const shown = threads.filter((thread) => hasResolved || !thread.resolved)
  const format = new Intl.DateTimeFormat(language, { dateStyle: 'short', timeStyle: 'short' })
  return (
    <>
      <div className={styles.tools}>
        <Toggle label={t('comments.showResolved')} checked={hasResolved} onChange={setHasResolved} />
        {isViewer ? null : (
          <Button
            icon={MessageCirclePlus}
            onClick={() => {
              editor.tool.value = 'comment'
              // The place for it may lie under the sheet.
              if (isPhone) page.panel.value = null
            }}
          >
            {t('comments.add')}
          </Button>
        )}
      </div>
      {shown.length === 0 ? <p className={styles.empty}>{t('comments.empty')}</p> : null}
      <ul className={styles.list}>
        {shown.map((thread) => {
          const last = thread.messages.at(-1)
          return (
            <li key={thread.id}>
              <button
                type="button"
                className={styles.thread}
                data-resolved={thread.resolved || undefined}
                onClick={() => {
                  const at = pinOf(thread, editor)
                  const { w, h } = editor.viewport.value
                  const { zoom } = editor.camera.value
                  editor.animateCamera({ zoom, x: at.x - w / zoom / 2, y: at.y - h / zoom / 2 })
                  page.openComment.value = { thread: thread.id, shape: thread.shape, x: thread.x, y: thread.y }
                }}
              >
                <span className={styles.who}>
                  {last?.author} <time className={styles.when}>{last ? format.format(last.at) : ''}</time>
                </span>
                <span className={styles.words} dir="auto">
                  {thread.messages[0]?.text}
                </span>
                {thread.messages.length > 1 ? (
                  <span className={styles.when}>{t('comments.replies', { count: thread.messages.length - 1 })}</span>
                ) : null}
              </button>
            </li>
          )
        })}
      </ul>
    </>
  )
}
