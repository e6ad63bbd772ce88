/** People of a run of faults: half of them by our own client, which tells what is saved, half by the stock one. */
import { onTestFinished } from 'vitest'
import { WebSocket } from 'ws'
import { Awareness } from 'y-protocols/awareness'
import { WebsocketProvider } from 'y-websocket'
import * as Y from 'yjs'
import { systemClock } from '../../../lib/base/clock.ts'
import { type RoomId, systemRandom } from '../../../lib/base/ids.ts'
import { createSession } from '../../../lib/session/create-session.ts'

export interface ChaosPerson {
  readonly kind: 'stock' | 'own'
  readonly doc: Y.Doc
  /** Client ids that it sees, itself included. */
  seen(): string
  draw(key: string, value: unknown): void
  /** Everything it drew is acknowledged; a stock client cannot tell. */
  isSaved(): boolean
  leave(): void
}

let lastName = 0

export function enterChaos(url: string, room: string, kind: ChaosPerson['kind']): ChaosPerson {
  const doc = new Y.Doc()
  const name = `${kind} ${++lastName}`
  const seenIn = (awareness: Awareness): string => [...awareness.getStates().keys()].sort((a, b) => a - b).join()
  const draw = (key: string, value: unknown): void => void doc.getMap('shapes').set(key, value)
  if (kind === 'stock') {
    const awareness = new Awareness(doc)
    awareness.setLocalStateField('name', name)
    const WebSocketPolyfill = WebSocket as unknown as typeof globalThis.WebSocket
    const provider = new WebsocketProvider(url, room, doc, { awareness, disableBc: true, WebSocketPolyfill })
    const leave = (): void => {
      provider.destroy()
      awareness.destroy()
    }
    onTestFinished(leave)
    return { kind, doc, draw, seen: () => seenIn(awareness), isSaved: () => false, leave }
  }
  const session = createSession({
    room: room as RoomId,
    doc,
    url,
    token: null,
    clock: systemClock,
    random: systemRandom,
    WebSocketImpl: WebSocket,
  })
  session.showPresence({ name, userId: name })
  const leave = (): void => void session.close()
  onTestFinished(leave)
  return {
    kind,
    doc,
    draw,
    seen: () => seenIn(session.awareness),
    isSaved: () => session.saveState.value.name === 'saved',
    leave,
  }
}
