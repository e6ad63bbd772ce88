'use client'
import { type ReactNode, useEffect, useState } from 'react'
import type { MessageKey } from '../../lib/i18n/translate.ts'
/** What is wrong with the connection and what to do about it; nothing while all is well. */
import { basePath } from '../../lib/page/server/base-path.ts'
import { closeCodes, closeReasons, WRONG_ORIGIN } from '../../lib/protocol/close.ts'
import type { CopyState } from '../../lib/session/session.ts'
import styles from './connection-banner.module.css'
import { Button } from './controls.tsx'
import { useT } from './language.tsx'
import { useRoom } from './room-context.tsx'
import { useBoardPart } from './use-board.ts'
import { useSignal } from './use-signal.ts'

const refusals: Readonly<Record<number, MessageKey>> = {
  [closeCodes.badToken]: 'refused.badToken',
  [closeCodes.notAllowed]: 'refused.notAllowed',
  [closeCodes.noSuchRoom]: 'refused.noSuchRoom',
  [closeCodes.gone]: 'refused.gone',
  [closeCodes.roomFull]: 'refused.roomFull',
  [closeCodes.tooFast]: 'refused.tooFast',
  [closeCodes.malformed]: 'refused.malformed',
  [closeCodes.tooBig]: 'refused.tooBig',
}
/** A hiccup shorter than this is not worth a word. */
const QUIET_MS = 1500

function Countdown({ retryAt, isFull }: { readonly retryAt: number; readonly isFull: boolean }) {
  const t = useT()
  const room = useRoom()
  const [now, setNow] = useState(() => room.now())
  // Each tick asks for the next one.
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new `now` is what sets the next timer
  useEffect(() => room.after(250, () => setNow(room.now())), [room, now])
  const count = Math.max(0, Math.ceil((retryAt - now) / 1000))
  if (count === 0) return <>{t(isFull ? 'connection.fullTrying' : 'connection.trying')}</>
  return <>{t(isFull ? 'connection.full' : 'connection.reconnecting', { count })}</>
}

const Bad = ({ words, children }: { readonly words: string; readonly children: ReactNode }) => (
  <div role="alert" className={styles.banner} data-tone="bad">
    <span>{words}</span>
    {children}
  </div>
)

/** What nobody else has: counted, and a way to take it along. */
function OnlyHere({ count }: { readonly count: number }) {
  const t = useT()
  const room = useRoom()
  const isKept = useSignal(room.session.copyState) === 'kept'
  return (
    <>
      {count > 0 ? <span>{t(isKept ? 'refused.onlyHere' : 'save.onlyTab', { count })}</span> : null}
      <Button onClick={() => room.run('file.save')}>{t('refused.save')}</Button>
    </>
  )
}

/** The board is no more, and what this browser has of it is brought back only by whoever wants that. */
function Deleted() {
  const t = useT()
  const { deleted } = useRoom()
  // What this browser has of it may be read later than the server has said that it is no more.
  const hasCopy = useBoardPart(({ size }) => size > 0)
  const [isBusy, setBusy] = useState(false)
  const copy = async () => {
    setBusy(true)
    await deleted.toNewBoard()
    setBusy(false)
  }
  if (!hasCopy) {
    return (
      <Bad words={t('deleted.board')}>
        <Button onClick={() => void deleted.forget()}>{t('refused.home')}</Button>
      </Bad>
    )
  }
  return (
    <Bad words={t('deleted.copy')}>
      <Button disabled={isBusy} onClick={() => void copy()}>
        {t('deleted.newBoard')}
      </Button>
      <Button onClick={() => void deleted.forget()}>{t('deleted.forget')}</Button>
    </Bad>
  )
}

function Refusal({ code, reason }: { readonly code: number; readonly reason?: string | undefined }) {
  const t = useT()
  const { session } = useRoom()
  const state = useSignal(session.saveState)
  const isWrongOrigin = reason === WRONG_ORIGIN
  const isRemoved = reason === closeReasons.removed
  return (
    <Bad
      words={
        isWrongOrigin
          ? t('refused.origin', { origin: location.origin })
          : t(isRemoved ? 'refused.removed' : (refusals[code] ?? 'refused.other'), { code })
      }
    >
      <OnlyHere count={state.name === 'saved' ? 0 : state.unsaved} />
      <Button onClick={() => session.reconnectNow()}>{t('refused.again')}</Button>
      <Button onClick={() => location.assign(basePath || '/')}>{t('refused.home')}</Button>
    </Bad>
  )
}

/** Without a connection and without a copy, closing the tab loses the work: said plainly, with what helps. */
function OnlyInTab({ copy }: { readonly copy: Exclude<CopyState, 'kept'> }) {
  const t = useT()
  const room = useRoom()
  return (
    <>
      <span>{t(copy === 'full' ? 'connection.copyFull' : 'connection.copyBroken')}</span>
      <Button onClick={() => room.run('file.save')}>{t('refused.save')}</Button>
    </>
  )
}

export function ConnectionBanner() {
  const t = useT()
  const room = useRoom()
  const saveState = useSignal(room.session.saveState)
  const connection = useSignal(room.session.connection)
  const copy = useSignal(room.session.copyState)
  const isDown = connection.name !== 'live'
  const [isShown, setShown] = useState(false)
  useEffect(() => {
    if (!isDown) setShown(false)
    else return room.after(QUIET_MS, () => setShown(true))
  }, [room, isDown])
  if (connection.name === 'refused' && connection.isDeleted) return <Deleted />
  if (connection.name === 'refused') return <Refusal code={connection.code} reason={connection.reason} />
  if (saveState.name === 'refused') {
    return (
      <Bad words={t('refused.viewer')}>
        <OnlyHere count={saveState.unsaved} />
      </Bad>
    )
  }
  if (!isShown || !isDown) return null
  return (
    <div role="status" aria-label={t('connection.label')} className={styles.banner} data-tone="warn">
      <span>
        {connection.name === 'reconnecting' ? (
          <Countdown retryAt={connection.retryAt} isFull={connection.isFull ?? false} />
        ) : connection.name === 'offline' ? (
          t(copy === 'kept' ? 'connection.offline' : 'connection.offlineNoCopy')
        ) : (
          t('connection.connecting')
        )}
      </span>
      {copy === 'kept' ? null : <OnlyInTab copy={copy} />}
      {connection.name === 'reconnecting' ? (
        <Button onClick={() => room.session.reconnectNow()}>{t('connection.tryNow')}</Button>
      ) : null}
    </div>
  )
}
