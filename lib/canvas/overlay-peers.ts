/** Others on my screen: their selections, and cursors with name labels and what they say. */
import { pushTo } from '../base/push-to.ts'
import type { PeerPresence } from '../document/presence.ts'
import { toScreen } from '../editor/camera/camera.ts'
import type { Editor } from '../editor/editor.ts'
import type { Point } from '../geometry/point.ts'
import { CHAT_FONT, inkOn, LABEL_FONT, type OverlayInk } from './overlay-ink.ts'
import { tracePlacement } from './overlay-selection.ts'

type Context = CanvasRenderingContext2D

const LABEL_PAD = 6
const LABEL_HEIGHT = 20
const MAX_NAME_LENGTH = 24
const MAX_CHAT_WIDTH = 240
const CHAT_LINE = 18
const MAX_CHAT_LINES = 6
const MAX_OUTLINES = 100

export function drawPeerSelections(context: Context, editor: Editor): void {
  context.lineWidth = 1.5
  let left = MAX_OUTLINES
  for (const peer of editor.peers.value) {
    context.strokeStyle = peer.color
    if (peer.selected) {
      tracePlacement(context, editor, { ...peer.selected.box, rotation: 0 }, 3)
      context.globalAlpha = 0.85
      context.stroke()
      context.globalAlpha = 1
      continue
    }
    for (const id of peer.selection) {
      const shape = editor.view.get(id)
      if (!shape || left-- <= 0) continue
      tracePlacement(context, editor, editor.view.placement(shape), 3)
      context.globalAlpha = 0.85
      context.stroke()
      context.globalAlpha = 1
    }
  }
}

/** The arrow of a mouse pointer, its tip at the origin. */
const arrow = () => {
  const path = new Path2D()
  path.moveTo(0, 0)
  path.lineTo(4.6, 15.2)
  path.lineTo(7.4, 8.6)
  path.lineTo(14, 6)
  path.closePath()
  return path
}

const widths = new WeakMap<PeerPresence, number>()
function labelWidth(context: Context, peer: PeerPresence, label: string): number {
  const known = widths.get(peer)
  if (known !== undefined) return known
  const width = context.measureText(label).width
  widths.set(peer, width)
  return width
}

function chatLines(context: Context, says: string): string[] {
  const lines: string[] = []
  let line = ''
  for (const word of says.split(/(?<=\s)/)) {
    if (line !== '' && context.measureText(line + word).width > MAX_CHAT_WIDTH) {
      lines.push(line)
      line = ''
    }
    line += word
  }
  return [...lines, line].slice(-MAX_CHAT_LINES)
}

function drawChat(context: Context, says: string, color: string): void {
  context.font = CHAT_FONT
  const lines = chatLines(context, says)
  const width = Math.max(...lines.map((line) => context.measureText(line).width))
  context.beginPath()
  context.roundRect(12, 14, width + 20, lines.length * CHAT_LINE + 12, 12)
  context.fillStyle = color
  context.fill()
  context.fillStyle = inkOn(color)
  for (const [i, line] of lines.entries()) context.fillText(line, 22, 14 + 6 + CHAT_LINE * (i + 0.72))
}

function drawCursor(context: Context, peer: PeerPresence, at: Point, path: Path2D, ink: OverlayInk): void {
  const color = peer.isIdle ? ink.quiet : peer.color
  context.save()
  context.translate(at.x, at.y)
  context.globalAlpha = peer.isIdle ? 0.6 : 1
  context.lineJoin = 'round'
  context.strokeStyle = ink.handle
  context.lineWidth = 2.5
  context.stroke(path)
  context.fillStyle = color
  context.fill(path)
  if (peer.says !== '') drawChat(context, peer.says, color)
  else if (peer.name !== '') {
    const label = peer.name.length > MAX_NAME_LENGTH ? `${peer.name.slice(0, MAX_NAME_LENGTH - 1)}…` : peer.name
    context.font = LABEL_FONT
    const width = labelWidth(context, peer, label)
    context.beginPath()
    context.roundRect(11, 14, width + 2 * LABEL_PAD, LABEL_HEIGHT, 6)
    context.fill()
    context.fillStyle = inkOn(color)
    context.fillText(label, 11 + LABEL_PAD, 14 + 14)
  }
  context.restore()
}

/** More names than this hide the board and one another: the others are dots, and of those no more than help. */
const MAX_NAMED = 40
const MAX_DOTS = 400
const DOT_RADIUS = 3
/** A name hangs so far to the right of its tip. */
const REACH_PX = 320

/** Those whose cursor is in sight, in an order that does not change with every movement. */
export function cursorsInSight(editor: Editor): readonly PeerPresence[] {
  const camera = editor.camera.value
  const { w, h } = editor.viewport.value
  return editor.peers.value.filter(({ cursor }) => {
    if (!cursor) return false
    const { x, y } = toScreen(camera, cursor)
    return x > -REACH_PX && y > -REACH_PX && x < w + REACH_PX && y < h + REACH_PX
  })
}

/** Whoever says something is named in any crowd. */
export function namedAmong(peers: readonly PeerPresence[]): {
  readonly named: readonly PeerPresence[]
  readonly dots: readonly PeerPresence[]
} {
  if (peers.length <= MAX_NAMED) return { named: peers, dots: [] }
  const speaking = peers.filter(({ says }) => says !== '')
  const quiet = peers.filter(({ says }) => says === '')
  const places = Math.max(0, MAX_NAMED - speaking.length)
  return { named: [...quiet.slice(0, places), ...speaking], dots: quiet.slice(places, places + MAX_DOTS) }
}

/** All of one colour as one path: hundreds of fills a frame are most of what a crowd costs. */
function drawDots(context: Context, dots: ReadonlyMap<string, readonly Point[]>): void {
  for (const [color, places] of dots) {
    context.fillStyle = color
    context.beginPath()
    for (const { x, y } of places) {
      context.moveTo(x + DOT_RADIUS, y)
      context.arc(x, y, DOT_RADIUS, 0, 2 * Math.PI)
    }
    context.fill()
  }
}

export type DrawCursors = (
  context: Context,
  editor: Editor,
  seen: { readonly peers: readonly PeerPresence[]; readonly at: ReadonlyMap<number, Point> },
  ink: OverlayInk,
) => void

export function createCursorDrawing(): DrawCursors {
  const path = arrow()
  return (context, editor, { peers, at: places }, ink) => {
    const camera = editor.camera.value
    context.textAlign = 'left'
    context.textBaseline = 'alphabetic'
    context.direction = 'ltr'
    const { named, dots } = namedAmong(peers)
    const byColor = new Map<string, Point[]>()
    for (const { clientId, isIdle, color } of dots) {
      const at = places.get(clientId)
      if (at) pushTo(byColor, isIdle ? ink.quiet : color, toScreen(camera, at))
    }
    drawDots(context, byColor)
    for (const peer of named) {
      const at = places.get(peer.clientId)
      if (at) drawCursor(context, peer, toScreen(camera, at), path, ink)
    }
  }
}
