'use client'
/** "Bring everyone to me": the others' view follows the one who calls, unless they say no. */
import { useCallback, useEffect, useState } from 'react'
import type { PeerPresence } from '../../../lib/document/presence.ts'
import type { Camera } from '../../../lib/editor/camera/camera.ts'
import { Button } from '../controls.tsx'
import { useT } from '../language.tsx'
import { useRoom } from '../room-context.tsx'
import { Notice } from './notice.tsx'
import { usePeerCalls } from './presence-calls.ts'

const ASKED_MS = 10_000

interface Call {
  readonly who: string
  readonly from: Camera
}
const nthOf = (peer: PeerPresence): number => peer.summons?.nth ?? 0

export function Summons() {
  const t = useT()
  const room = useRoom()
  const { editor, session, page } = room
  const [call, setCall] = useState<Call | null>(null)
  const onCall = useCallback(
    (peer: PeerPresence) => {
      // Who presents leads others already, and is not led away.
      if (page.slide.value !== null) return
      setCall({ who: peer.name, from: editor.camera.value })
      page.shownVersion.value = null
      page.following.value = peer.userId
    },
    [editor, page],
  )
  usePeerCalls(nthOf, onCall)
  useEffect(() => {
    if (call) return room.after(ASKED_MS, () => setCall(null))
  }, [room, call])
  useEffect(() => {
    let forget = () => {}
    const stop = editor.onAction('room.summon', () => {
      forget()
      page.following.value = ''
      session.showPresence({ summons: { nth: room.now() } })
      room.say(t('workshop.summoned'), 'good')
      forget = room.after(ASKED_MS, () => session.showPresence({ summons: null }))
    })
    return () => {
      stop()
      forget()
    }
  }, [room, editor, session, page, t])
  if (!call) return null
  const stay = () => {
    page.following.value = ''
    editor.animateCamera(call.from)
    setCall(null)
  }
  return (
    <Notice>
      <span>{t('workshop.calls', { name: call.who })}</span>
      <Button onClick={stay}>{t('workshop.stay')}</Button>
    </Notice>
  )
}
