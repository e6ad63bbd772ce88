/** Makes the session of one room: wires document, socket, presence and local copy, and reports the truth about saving. */
import { Awareness } from 'y-protocols/awareness'
import { WebsocketProvider } from 'y-websocket'
import { type Signal, signal, watch } from '../base/signal.ts'
import { closeCodes } from '../protocol/close.ts'
import { SUBPROTOCOLS } from '../protocol/messages.ts'
import { readShortStringsQuickly } from '../protocol/short-strings.ts'
import { leavingAs } from './awareness-messages.ts'
import type { Channel } from './channel.ts'
import { type ConnectionKeeper, createConnectionKeeper } from './connection-keeper.ts'
import { wireCopy } from './copy-wiring.ts'
import { carry, credentialsOf } from './credentials.ts'
import { hearServer } from './hearing.ts'
import { createHolding, type Holding, nothingUnderWay } from './holding.ts'
import { createLoadProgress } from './load-progress.ts'
import type { LocalCopy, LocalCopyFactory } from './local-copy.ts'
import { steadyNetwork } from './network.ts'
import { createNotices } from './notices.ts'
import { createPresence, type FrameScheduler, type Presence, type PresencePatch } from './presence.ts'
import { createSaveState } from './save-state.ts'
import { createSaveTracker } from './save-tracker.ts'
import { parseBirth, parseFacts, readFacts, unknownFacts } from './server-messages.ts'
import type { CopyState, RoomFacts, Session } from './session.ts'
import type { SessionOptions } from './session-options.ts'
import { openSharing } from './stream-sharing.ts'
import { createTransport, type Transport } from './transport.ts'

const FRAME_MS = 16
/** The line waits this long for the local copy, so that only what is missing travels. */
const LOCAL_COPY_WAIT_MS = 1_500
const CLOSE_WAIT_MS = 1_000

/** Joins the room and stays in it until `close`; never throws for want of a server or a browser store. */
export const createSession = (options: SessionOptions): Session => new RoomSession(options)

/** Its functions may be handed on by themselves, as the parts of a page do. */
class RoomSession implements Session {
  readonly room: SessionOptions['room']
  readonly awareness: Awareness
  readonly connection: Session['connection']
  readonly saveState: Session['saveState']
  readonly copyState: Signal<CopyState>
  readonly facts: Signal<RoomFacts>
  readonly peers: Session['peers']
  readonly people: Session['people']
  readonly isLoaded = signal(false)
  readonly loading: Session['loading']
  readonly onNotice: Session['onNotice']
  readonly #options: SessionOptions
  readonly #asked: readonly string[]
  readonly #tracker = createSaveTracker()
  readonly #notices = createNotices()
  readonly #progress = createLoadProgress()
  readonly #holding: Holding
  readonly #presence: Presence
  readonly #transport: Transport
  readonly #provider: WebsocketProvider
  readonly #keeper: ConnectionKeeper
  readonly #stops: (() => void)[] = []
  #line: Channel | null = null
  #onLineGone = (): void => {}
  #wasDenied = false
  /** The room whose board the document holds: a board is offered to no other that may come to be at this id. */
  #birth: string | null = null
  #copy: LocalCopy | null = null
  #hasStarted = false
  #isClosed = false

  constructor(options: SessionOptions) {
    readShortStringsQuickly()
    const { room, doc, clock, network = steadyNetwork } = options
    this.#options = options
    this.room = room
    this.#asked = options.protocols ?? SUBPROTOCOLS
    this.facts = signal<RoomFacts>(options.firstFacts ?? unknownFacts)
    this.copyState = signal<CopyState>(options.localCopy ? 'kept' : 'broken')
    this.awareness = new Awareness(doc)
    this.#holding = createHolding(options.isHeld)
    const onFrame: FrameScheduler = options.onFrame ?? ((callback) => clock.after(FRAME_MS, callback))
    this.#presence = createPresence(this.awareness, onFrame, clock, {
      send: (message) => {
        if (this.#line?.isOpen) this.#line.send(message)
      },
    })
    this.#transport = this.#openTransport()
    // Before the provider's own listener: a change must be counted by the time its message leaves.
    doc.on('update', this.#onUpdate)
    this.#provider = this.#openProvider()
    this.#keeper = createConnectionKeeper({
      open: () => {
        // A server that saw the line die told others of it with a clock one above: only the second is newer than that.
        this.#presence.renew()
        this.#presence.renew()
        this.#provider.connect()
      },
      drop: () => this.#provider.disconnect(),
      probe: () => this.#presence.renew(),
      transport: () => this.#transport.name,
      hasUnsaved: () => this.#tracker.unsaved.value > 0,
      waitingBytes: () => this.#line?.waitingBytes ?? 0,
      isLineBusy: options.isLineBusy,
      clock,
      random: options.random,
      network,
    })
    this.#hear()
    this.connection = this.#keeper.connection
    this.peers = this.#presence.peers
    this.people = this.#presence.people
    this.loading = this.#progress.share
    this.onNotice = this.#notices.listen
    const { isHeld } = this.#holding
    this.#stops.push(
      watch(isHeld, () => {
        if (isHeld.value) this.#presence.show(nothingUnderWay)
        else this.#keeper.reoffer()
      }),
    )
    const { connection, facts, isLoaded } = this
    const known = { isHeld, tracker: this.#tracker, connection, facts, isLoaded }
    this.saveState = createSaveState({ ...known, alsoUnsaved: options.alsoUnsaved })
    if (options.localCopy) this.#beginWithCopy(options.localCopy)
    else this.#start()
  }

  readonly showPresence = (patch: PresencePatch): void => this.#presence.show(this.#holding.shown(patch))
  readonly reconnectNow = (): void => this.#keeper.reconnectNow()
  readonly comeBy = (token: string | null): void =>
    carry(this.#provider, credentialsOf(token, this.#asked), this.#birth)
  readonly forgetCopy = async (): Promise<void> => this.#copy?.forget()

  readonly close = async (): Promise<void> => {
    if (this.#isClosed) return
    this.#isClosed = true
    for (const stop of this.#stops) stop()
    this.#keeper.close()
    this.#transport.close()
    this.#presence.close()
    this.#options.doc.off('update', this.#onUpdate)
    const gone = new Promise<void>((resolve) => {
      if (this.#line === null) return resolve()
      const cancel = this.#options.clock.after(CLOSE_WAIT_MS, resolve)
      this.#onLineGone = () => {
        cancel()
        resolve()
      }
    })
    this.#provider.destroy()
    this.awareness.destroy()
    await Promise.all([gone, this.#copy?.close()])
  }

  readonly #onUpdate = (_update: Uint8Array, origin: unknown): void => {
    if (origin !== this.#provider && !this.#copy?.isOrigin(origin)) this.#tracker.changed(1)
  }

  #openTransport(): Transport {
    const { WebSocketImpl = WebSocket, clock, random, openTabChannel } = this.#options
    return createTransport({
      WebSocketImpl,
      clock,
      onReturn: () => this.#keeper.reoffer(),
      openSharing: openTabChannel && ((origin) => openSharing(origin, openTabChannel, clock, random)),
      events: {
        onOpening: (opening) => {
          this.#line = opening
          this.#wasDenied = false
          this.#progress.ends()
          this.#tracker.connected()
        },
        leaving: (message) => {
          const shown = this.#holding.leaving(message)
          return shown && leavingAs(shown, { clientId: this.awareness.clientID, isPlain: this.#presence.isPlain })
        },
        onQueued: (bytes) => this.#tracker.queued(bytes),
        onSync: (part, sent) => this.#tracker.sent(part, sent),
        onSpoken: () => this.#keeper.spoke(),
        onMessage: (boardBytes) => {
          this.#keeper.heard(boardBytes)
          this.#progress.came(boardBytes)
          this.#presence.renewWhenStale()
        },
        onClosed: (closed) => {
          if (closed !== this.#line) return
          this.#line = null
          this.#progress.ends()
          this.#onLineGone()
        },
      },
    })
  }

  #openProvider(): WebsocketProvider {
    const { url, room, doc, token } = this.#options
    return new WebsocketProvider(url, room, doc, {
      connect: false,
      awareness: this.awareness,
      ...credentialsOf(token, this.#asked),
      WebSocketPolyfill: this.#transport.Socket,
      // Tabs meet through the server: what a tab shows as saved must not hang on another tab's socket.
      disableBc: true,
      shouldReconnect: () => false,
    })
  }

  /** What the server says, and how the line ends. */
  #hear(): void {
    const [provider, presence] = [this.#provider, this.#presence]
    provider.on('closed', ({ code, reason }) => {
      if (code === closeCodes.tooBig) this.#notices.emit({ name: 'limit', code: 'message-too-big' })
      this.#keeper.closed(code, reason)
    })
    provider.on('status', ({ status }) => {
      if (status === 'disconnected') presence.forgetOthers()
    })
    provider.on('sync', (isSynced) => {
      if (!isSynced) return
      this.isLoaded.value = true
      this.#progress.ends()
      this.#transport.joined()
      this.#keeper.joined()
    })
    hearServer(provider, {
      presence,
      tracker: this.#tracker,
      notices: this.#notices,
      progress: this.#progress,
      denied: () => {
        this.#wasDenied = true
        this.#notices.emit({ name: 'limit', code: 'not-allowed' })
      },
      told: (json) => this.#hearRole(json),
    })
  }

  #hearRole(json: string): void {
    const [told, born] = [parseFacts(json, this.facts.value), parseBirth(json)]
    if (!told) return
    if (born !== null && this.#birth !== born) {
      this.#belongTo(born)
      this.#copy?.rememberBirth(born)
    }
    this.facts.value = told
    this.#copy?.rememberFacts(told)
    // Refused messages were counted here and not there: a new connection counts alike again.
    if (this.#wasDenied && told.role !== 'viewer') this.#keeper.reoffer()
  }

  #belongTo(born: string): void {
    this.#birth = born
    this.#provider.params = { ...this.#provider.params, birth: born }
  }

  #start(): void {
    if (this.#hasStarted || this.#isClosed) return
    this.#hasStarted = true
    this.#keeper.start()
  }

  /** The line waits a while for what the browser keeps, so that only what is missing travels. */
  #beginWithCopy(localCopy: LocalCopyFactory): void {
    const { room, doc, clock } = this.#options
    const copy = localCopy({ room, doc, clock, admits: (kept) => this.#admits(kept) })
    this.#copy = copy
    const wiring = { state: this.copyState, notices: this.#notices, tracker: this.#tracker, clock }
    const { reportFailure, stop } = wireCopy(copy, wiring)
    this.#stops.push(stop)
    clock.after(LOCAL_COPY_WAIT_MS, () => this.#start())
    this.#readCopy(copy)
      .catch(reportFailure)
      .finally(() => this.#start())
  }

  /** Whether what is kept of a room that was born so belongs to this one. */
  #admits(kept: string | null): boolean {
    if (kept === null) return true
    if (this.#birth !== null) return kept === this.#birth
    this.#belongTo(kept)
    // Under way without having said so: what is about to be in the document must not leave by this connection.
    if (this.#hasStarted) this.#keeper.reoffer()
    return true
  }

  async #readCopy(copy: LocalCopy): Promise<void> {
    const content = await copy.loaded
    if (this.#isClosed) return
    if (content.unsaved > 0) this.#tracker.changed(content.unsaved)
    const remembered = readFacts(content.facts)
    if (remembered && this.facts.value === unknownFacts) this.facts.value = remembered
    if (this.#options.doc.store.clients.size > 0) this.isLoaded.value = true
    // Came too late for the step 2 of this connection: only a new one offers it as a whole.
    if (this.#hasStarted && content.unsaved > 0) this.#keeper.reoffer()
  }
}
