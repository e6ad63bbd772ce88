/** Makes the session of one room: wires document, socket, presence and local copy, and reports the truth about saving. */
import * as decoding from 'lib0/decoding'
import { Awareness } from 'y-protocols/awareness'
import { WebsocketProvider } from 'y-websocket'
import { signal } from '../base/signal.ts'
import { closeCodes } from '../protocol/close.ts'
import { messageTypes, motionTypes, SUBPROTOCOLS } from '../protocol/messages.ts'
import { readShortStringsQuickly } from '../protocol/short-strings.ts'
import { leavingAs } from './awareness-messages.ts'
import type { Channel } from './channel.ts'
import { createConnectionKeeper } from './connection-keeper.ts'
import { carry, credentialsOf } from './credentials.ts'
import { createHolding, nothingUnderWay } from './holding.ts'
import { createLoadProgress } from './load-progress.ts'
import type { LocalCopy } from './local-copy.ts'
import { steadyNetwork } from './network.ts'
import { createNotices } from './notices.ts'
import { createPresence, type FrameScheduler } from './presence.ts'
import { createSaveState } from './save-state.ts'
import { createSaveTracker } from './save-tracker.ts'
import { parseBirth, parseFacts, parseLoading, parseNotice, readFacts, unknownFacts } from './server-messages.ts'
import type { CopyState, RoomFacts, Session } from './session.ts'
import type { SessionOptions } from './session-options.ts'
import { type StreamSharing, shareStreams } from './stream-sharing.ts'
import { createTransport } from './transport.ts'

const FRAME_MS = 16
/** The socket waits this long for the local copy, so that only what is missing travels. */
const LOCAL_COPY_WAIT_MS = 1_500
const CLOSE_WAIT_MS = 1_000
/** How often it is looked for what closed tabs left behind. */
const ADOPT_EVERY_MS = 5_000

/** Joins the room and stays in it until `close`; never throws for want of a server or a browser store. */
export function createSession(options: SessionOptions): Session {
  const { room, doc, clock, network = steadyNetwork } = options
  readShortStringsQuickly()
  const tracker = createSaveTracker()
  const notices = createNotices()
  const facts = signal<RoomFacts>(options.firstFacts ?? unknownFacts)
  const isLoaded = signal(false)
  const loading = createLoadProgress()
  const awareness = new Awareness(doc)
  const holding = createHolding(options.isHeld)
  const onFrame: FrameScheduler = options.onFrame ?? ((callback) => clock.after(FRAME_MS, callback))
  let line: Channel | null = null
  const presence = createPresence(awareness, onFrame, clock, {
    send: (message) => {
      if (line?.isOpen) line.send(message)
    },
  })

  const openSharing = (origin: string): StreamSharing | null => {
    const channel = options.openTabChannel?.(`inkroom-stream ${origin}`)
    const [a, b, c] = options.random(3)
    return channel ? shareStreams(channel, clock, (a << 16) | (b << 8) | c) : null
  }
  let onLineGone = (): void => {}
  const transport = createTransport({
    WebSocketImpl: options.WebSocketImpl ?? WebSocket,
    clock,
    onReturn: () => keeper.reoffer(),
    openSharing: options.openTabChannel && ((origin) => openSharing(origin)),
    events: {
      onOpening(opening) {
        line = opening
        wasDenied = false
        loading.ends()
        tracker.connected()
      },
      leaving(message) {
        const shown = holding.leaving(message)
        return shown && leavingAs(shown, { clientId: awareness.clientID, isPlain: presence.isPlain })
      },
      onQueued: (bytes) => tracker.queued(bytes),
      onSync: (part, sent) => tracker.sent(part, sent),
      onSpoken: () => keeper.spoke(),
      onMessage(boardBytes) {
        keeper.heard(boardBytes)
        loading.came(boardBytes)
        presence.renewWhenStale()
      },
      onClosed(closed) {
        if (closed !== line) return
        line = null
        loading.ends()
        onLineGone()
      },
    },
  })

  // Before the provider's own listener: a change must be counted by the time its message leaves.
  let copy: LocalCopy | null = null
  const onUpdate = (_update: Uint8Array, origin: unknown): void => {
    if (origin !== provider && !copy?.isOrigin(origin)) tracker.changed(1)
  }
  doc.on('update', onUpdate)

  const asked = options.protocols ?? SUBPROTOCOLS
  const provider = new WebsocketProvider(options.url, room, doc, {
    connect: false,
    awareness,
    ...credentialsOf(options.token, asked),
    WebSocketPolyfill: transport.Socket,
    // Tabs meet through the server: what a tab shows as saved must not hang on another tab's socket.
    disableBc: true,
    shouldReconnect: () => false,
  })
  const keeper = createConnectionKeeper({
    open() {
      presence.renew()
      presence.renew()
      provider.connect()
    },
    drop: () => provider.disconnect(),
    probe: () => presence.renew(),
    transport: () => transport.name,
    hasUnsaved: () => tracker.unsaved.value > 0,
    waitingBytes: () => line?.waitingBytes ?? 0,
    isLineBusy: options.isLineBusy,
    clock,
    random: options.random,
    network,
  })
  provider.on('closed', ({ code, reason }) => {
    if (code === closeCodes.tooBig) notices.emit({ name: 'limit', code: 'message-too-big' })
    keeper.closed(code, reason)
  })
  provider.on('status', ({ status }) => {
    if (status === 'disconnected') presence.forgetOthers()
  })
  provider.on('sync', (isSynced) => {
    if (!isSynced) return
    isLoaded.value = true
    loading.ends()
    transport.joined()
    keeper.joined()
  })
  let wasDenied = false
  provider.messageHandlers[messageTypes.auth] = () => {
    wasDenied = true
    notices.emit({ name: 'limit', code: 'not-allowed' })
  }
  provider.messageHandlers[motionTypes.audience] = (_reply, decoder) =>
    presence.hearAudience(decoding.readVarUint(decoder) === 1)
  provider.messageHandlers[motionTypes.movers] = (_reply, decoder) =>
    presence.hearMovers(decoder.arr.subarray(decoder.pos))
  provider.messageHandlers[motionTypes.motion] = (_reply, decoder) =>
    presence.hearMotion(decoder.arr.subarray(decoder.pos))
  provider.messageHandlers[messageTypes.stored] = (_reply, decoder) => tracker.stored(decoding.readVarUint(decoder))
  provider.messageHandlers[messageTypes.role] = (_reply, decoder) => {
    const json = decoding.readVarString(decoder)
    const [told, born] = [parseFacts(json, facts.value), parseBirth(json)]
    if (!told) return
    if (born !== null) belongTo(born)
    facts.value = told
    copy?.rememberFacts(told)
    // Refused messages were counted here and not there: a new connection counts alike again.
    if (wasDenied && told.role !== 'viewer') keeper.reoffer()
  }
  provider.messageHandlers[messageTypes.notice] = (_reply, decoder) => {
    const json = decoding.readVarString(decoder)
    const coming = parseLoading(json)
    if (coming !== null) loading.begins(coming)
    const notice = parseNotice(json)
    if (notice) notices.emit(notice)
  }

  /** The room whose board the document holds: a board is offered to no other that may come to be at this id. */
  let birth: string | null = null
  const belongTo = (born: string): void => {
    if (birth === born) return
    birth = born
    provider.params = { ...provider.params, birth: born }
    copy?.rememberBirth(born)
  }
  const admitsCopy = (kept: string | null): boolean => {
    if (kept === null) return true
    if (birth !== null) return kept === birth
    birth = kept
    provider.params = { ...provider.params, birth: kept }
    // Under way without having said so: what is about to be in the document must not leave by this connection.
    if (hasStarted) keeper.reoffer()
    return true
  }

  const stopHolding = holding.isHeld.subscribe(() => {
    if (holding.isHeld.value) presence.show(nothingUnderWay)
    else keeper.reoffer()
  })
  const saveState = createSaveState({
    isHeld: holding.isHeld,
    tracker,
    connection: keeper.connection,
    facts,
    isLoaded,
    alsoUnsaved: options.alsoUnsaved,
  })

  let isClosed = false
  let hasStarted = false
  const start = (): void => {
    if (hasStarted || isClosed) return
    hasStarted = true
    keeper.start()
  }
  const readCopy = async (opened: LocalCopy): Promise<void> => {
    const content = await opened.loaded
    if (isClosed) return
    if (content.unsaved > 0) tracker.changed(content.unsaved)
    const remembered = readFacts(content.facts)
    if (remembered && facts.value === unknownFacts) facts.value = remembered
    if (doc.store.clients.size > 0) isLoaded.value = true
    // Came too late for the step 2 of this connection: only a new one offers it as a whole.
    if (hasStarted && content.unsaved > 0) keeper.reoffer()
  }
  let stopAdopting = (): void => {}
  const copyState = signal<CopyState>(options.localCopy ? 'kept' : 'broken')
  if (options.localCopy) {
    let isReported = false
    const reportFailure = (): void => {
      // A full store fails again with every change; once is enough to know.
      if (!isReported) notices.emit({ name: 'limit', code: 'local-copy-failed' })
      isReported = true
    }
    const opened = options.localCopy({ room, doc, clock, admits: admitsCopy })
    copy = opened
    const followCopy = (): void => {
      copyState.value = opened.state.value
      if (copyState.value !== 'kept') reportFailure()
    }
    followCopy()
    opened.state.subscribe(followCopy)
    tracker.unsaved.subscribe(() => opened.markUnsaved(tracker.unsaved.value))
    stopAdopting = clock.every(ADOPT_EVERY_MS, () => void opened.adopt?.().catch(reportFailure))
    clock.after(LOCAL_COPY_WAIT_MS, start)
    readCopy(opened).catch(reportFailure).finally(start)
  } else start()

  return {
    room,
    connection: keeper.connection,
    saveState,
    copyState,
    facts,
    peers: presence.peers,
    people: presence.people,
    awareness,
    isLoaded,
    loading: loading.share,
    showPresence: (patch) => presence.show(holding.shown(patch)),
    onNotice: notices.listen,
    reconnectNow: keeper.reconnectNow,
    comeBy: (token) => carry(provider, credentialsOf(token, asked), birth),
    forgetCopy: async () => copy?.forget(),
    async close() {
      if (isClosed) return
      isClosed = true
      stopAdopting()
      stopHolding()
      keeper.close()
      transport.close()
      presence.close()
      doc.off('update', onUpdate)
      const gone = new Promise<void>((resolve) => {
        if (line === null) return resolve()
        const cancel = clock.after(CLOSE_WAIT_MS, resolve)
        onLineGone = () => {
          cancel()
          resolve()
        }
      })
      provider.destroy()
      awareness.destroy()
      await Promise.all([gone, copy?.close()])
    },
  }
}
