'use client'
import { Check, SendHorizontal, Trash2, X } from 'lucide-react'
import { type CSSProperties, type FormEvent, type KeyboardEvent, useState } from 'react'
import type { CommentThread } from '../../../lib/document/board.ts'
import { toScreen } from '../../../lib/editor/camera/camera.ts'
import type { OpenComment } from '../../../lib/page/room-model.ts'
import { IconButton } from '../controls.tsx'
import forms from '../form.module.css'
import { useLanguage } from '../language.tsx'
import { useRoom } from '../room-context.tsx'
import { sendOnModEnter } from '../send-keys.ts'
import { useBoard, useComments } from '../use-board.ts'
import { useSignal } from '../use-signal.ts'
import { pinOf } from './comment-place.ts'
import { CommentWords, OfferNames, useNames } from './mentions.tsx'
import styles from './panels.module.css'

const MAX_COMMENT_LENGTH = 5000

function Card({ open, thread }: { readonly open: OpenComment; readonly thread: CommentThread | undefined }) {
  const { id: language, t } = useLanguage()
  const room = useRoom()
  const { editor, page } = room
  const isViewer = useSignal(editor.isViewer)
  const [typed, setTyped] = useState('')
  const names = useNames()
  const at = toScreen(editor.camera.value, pinOf(thread ?? open, editor))
  const format = new Intl.DateTimeFormat(language, { dateStyle: 'short', timeStyle: 'short' })
  const close = () => {
    page.openComment.value = null
  }
  const send = (event: FormEvent) => {
    event.preventDefault()
    const text = typed.trim()
    if (!text) return
    const { name: author, color } = room.me.value
    const message = { id: room.newId(), author, color, at: room.date(), text }
    if (thread) editor.dispatch({ name: 'reply', thread: thread.id, message })
    else {
      const id = room.newId()
      editor.dispatch({
        name: 'add-comment',
        thread: { id, shape: open.shape as CommentThread['shape'], x: open.x, y: open.y },
        message,
      })
      page.openComment.value = { ...open, thread: id }
    }
    setTyped('')
  }
  const onKey = (event: KeyboardEvent) => {
    event.stopPropagation()
    if (event.key === 'Escape' && !event.nativeEvent.isComposing) close()
  }
  const { w, h } = editor.viewport.value
  const place: CSSProperties = {
    left: Math.min(at.x + 22, Math.max(8, w - 300)),
    top: Math.min(Math.max(at.y - 12, 64), Math.max(64, h - 260)),
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: Esc closes from anywhere inside
    <div className={styles.card} style={place} onKeyDown={onKey} onPointerDown={(event) => event.stopPropagation()}>
      <header className={styles.header}>
        <h2 className={styles.title}>{t(thread ? 'comments.thread' : 'comments.new')}</h2>
        {thread && !isViewer ? (
          <>
            <IconButton
              label={t(thread.resolved ? 'comments.reopen' : 'comments.resolve')}
              icon={Check}
              pressed={thread.resolved}
              onClick={() =>
                editor.dispatch({ name: 'resolve-comment', thread: thread.id, resolved: !thread.resolved })
              }
            />
            <IconButton
              label={t('comments.delete')}
              icon={Trash2}
              onClick={() => {
                editor.dispatch({ name: 'delete-comment', thread: thread.id })
                close()
              }}
            />
          </>
        ) : null}
        <IconButton label={t('common.close')} icon={X} onClick={close} />
      </header>
      <div className={styles.scroll}>
        {thread?.messages.map((message) => (
          <div key={message.id} className={styles.message}>
            <span className={styles.who}>
              <i className={styles.dot} style={{ background: message.color }} aria-hidden="true" />
              {message.author} <time className={styles.when}>{format.format(message.at)}</time>
            </span>
            <p className={styles.words} dir="auto">
              <CommentWords words={message.text} names={[...names, room.me.value.name]} />
            </p>
          </div>
        ))}
      </div>
      {isViewer ? null : <OfferNames typed={typed} names={names} onChange={setTyped} />}
      {isViewer ? null : (
        <form className={styles.composer} onSubmit={send}>
          <input
            className={forms.input}
            dir="auto"
            aria-label={t('comments.write')}
            placeholder={t('comments.write')}
            maxLength={MAX_COMMENT_LENGTH}
            // biome-ignore lint/a11y/noAutofocus: the person has just placed or opened the comment
            autoFocus
            value={typed}
            onChange={(event) => setTyped(event.target.value)}
            onKeyDown={sendOnModEnter}
          />
          <IconButton type="submit" label={t('chat.send')} icon={SendHorizontal} disabled={typed.trim() === ''} />
        </form>
      )}
    </div>
  )
}

/** Comments where they belong on the board, and the one that is open. */
export function CommentPins() {
  const threads = useComments()
  const open = useSignal(useRoom().page.openComment)
  const unresolved = threads.filter((thread) => !thread.resolved)
  if (unresolved.length === 0 && !open) return null
  return <Pins threads={unresolved} open={open} openThread={threads.find(({ id }) => id === open?.thread)} />
}

interface PinsProps {
  readonly threads: readonly CommentThread[]
  readonly open: OpenComment | null
  readonly openThread: CommentThread | undefined
}

function Pins({ threads, open, openThread }: PinsProps) {
  const { t } = useLanguage()
  const { editor, page } = useRoom()
  // A pin follows its shape.
  useBoard()
  useSignal(editor.preview)
  const camera = useSignal(editor.camera)
  return (
    <>
      {threads.map((thread) => {
        const at = toScreen(camera, pinOf(thread, editor))
        const first = thread.messages[0]
        return (
          <button
            key={thread.id}
            type="button"
            className={styles.pin}
            aria-label={t('comments.pin', { name: first?.author ?? '', text: first?.text ?? '' })}
            aria-expanded={open?.thread === thread.id}
            style={{ left: at.x, top: at.y, '--who': first?.color } as CSSProperties}
            onClick={() => {
              page.openComment.value = { thread: thread.id, shape: thread.shape, x: thread.x, y: thread.y }
            }}
          >
            {([...(first?.author ?? '')][0] ?? '?').toUpperCase()}
          </button>
        )
      })}
      {open ? <Card key={open.thread ?? `${open.x},${open.y}`} open={open} thread={openThread} /> : null}
    </>
  )
}
