/** Shows others what I do, and me what others do. */

import type { Clock } from '../../base/clock.ts'
import { watch } from '../../base/signal.ts'
import { MAX_MOVING, MAX_PREVIEW_SHAPES, MAX_SHOWN_SELECTION, type PeerPresence } from '../../document/presence.ts'
import { visibleBox } from '../../editor/camera/camera.ts'
import type { Editor } from '../../editor/editor.ts'
import { selectionFrame } from '../../editor/gestures/handles.ts'
import type { Translate } from '../../i18n/translate.ts'
import type { Session } from '../../session/session.ts'
import type { RoomModel } from '../room-model.ts'
import { distinctMe } from './distinct.ts'

const IDLE_AFTER_MS = 60_000
const IDLE_CHECK_MS = 5_000
const BOX_EVERY_MS = 200

function showMe(editor: Editor, session: Session, room: RoomModel, clock: Clock): () => void {
  let activeAt = clock.now()
  let isIdle = false
  const show = (patch: Partial<Omit<PeerPresence, 'clientId'>>) => {
    activeAt = clock.now()
    isIdle = false
    session.showPresence({ ...patch, isIdle })
  }
  const showView = () => {
    const { w, h } = editor.viewport.value
    if (w > 0 && h > 0) show({ viewport: visibleBox(editor.camera.value, editor.viewport.value) })
  }
  /** Where many selected shapes lie is counted for all of them: now and then while they are dragged, and at the end. */
  let boxedAt = Number.NEGATIVE_INFINITY
  const showSelection = () => {
    const selection = editor.selection.value
    const box = selection.length > MAX_SHOWN_SELECTION ? selectionFrame(editor)?.placement : null
    boxedAt = clock.now()
    show({ selection, selected: box ? { count: selection.length, box } : null })
  }
  const showPreview = () => {
    const { replaced, created } = editor.preview.value
    const moving: PeerPresence['moving'][number][] = []
    for (const { id } of replaced.values()) {
      if (moving.length === MAX_MOVING) break
      const shape = editor.view.get(id)
      if (shape) moving.push({ id: shape.id, placement: shape.placement })
    }
    show({ moving, drawing: created.slice(0, MAX_PREVIEW_SHAPES) })
    const isBoxDue = replaced.size === 0 || clock.now() - boxedAt >= BOX_EVERY_MS
    if (isBoxDue && editor.selection.value.length > MAX_SHOWN_SELECTION) showSelection()
  }
  const showWho = () => {
    const { userId, name, color } = room.me.value
    show({ userId, name, color })
  }
  session.showPresence({
    ...room.me.value,
    cursor: null,
    tool: editor.tool.value,
    selection: [],
    editing: null,
    moving: [],
    drawing: [],
    viewport: null,
    laser: [],
    isIdle: false,
    following: '',
    says: '',
    reaction: null,
  })
  showView()
  const stops = [
    watch(room.me, showWho),
    watch(editor.pointer, () => show({ cursor: editor.pointer.value })),
    watch(editor.tool, () => show({ tool: editor.tool.value })),
    watch(editor.selection, showSelection),
    watch(editor.editing, () => show({ editing: editor.editing.value })),
    watch(editor.preview, showPreview),
    watch(editor.laser, () => show({ laser: editor.laser.value.map(({ board }) => board) })),
    watch(editor.camera, showView),
    watch(editor.viewport, showView),
    watch(room.page.following, () => show({ following: room.page.following.value })),
    clock.every(IDLE_CHECK_MS, () => {
      if (isIdle || clock.now() - activeAt < IDLE_AFTER_MS) return
      isIdle = true
      session.showPresence({ isIdle })
    }),
  ]
  return () => {
    for (const stop of stops) stop()
  }
}

export function wirePresence(
  editor: Editor,
  session: Session,
  room: RoomModel,
  clock: Clock,
  t: Translate,
): () => void {
  /** Until I choose a name of my own, I am called what nobody else here is. */
  let given = room.page.isIntroducing.value ? room.me.value : null
  const standOut = () => {
    if (given === null || room.me.value.name !== given.name) return
    const distinct = distinctMe(room.me.value, session.people.value, t)
    if (distinct === room.me.value) return
    given = distinct
    room.me.value = distinct
  }
  const showPeers = () => {
    const peers = session.peers.value
    editor.peers.value = room.page.hidesPointers.value ? peers.map((peer) => ({ ...peer, cursor: null })) : peers
  }
  standOut()
  showPeers()
  const stops = [
    watch(session.people, standOut),
    watch(session.peers, showPeers),
    watch(room.page.hidesPointers, showPeers),
    showMe(editor, session, room, clock),
  ]
  return () => {
    for (const stop of stops) stop()
  }
}
