/**
 * A client as somebody would write it in another language with only PROTOCOL.md at hand: no code of ours, no client
 * library, updates as opaque bytes. When this test needs more than the document says, the document is wrong.
 */
import { expect, onTestFinished, test } from 'vitest'
import { WebSocket } from 'ws'
import * as Y from 'yjs'
import { until } from '../../support/server/sync-server.ts'
import { startTestServer } from '../../support/server/test-server.ts'

// "a varint is an unsigned integer, 7 bits a byte, lowest first, the top bit set on all bytes but the last"
const varint = (value: number): number[] =>
  value < 128 ? [value] : [(value % 128) + 128, ...varint(Math.floor(value / 128))]
const bytes = (content: Iterable<number>): number[] => {
  const list = [...content]
  return [...varint(list.length), ...list]
}
const string = (text: string): number[] => bytes(new TextEncoder().encode(text))

function reader(message: Uint8Array) {
  let at = 0
  const number = (): number => {
    let [value, factor] = [0, 1]
    for (;;) {
      const byte = message[at++]
      value += (byte % 128) * factor
      if (byte < 128) return value
      factor *= 128
    }
  }
  const content = (): Uint8Array => {
    const size = number()
    at += size
    return message.slice(at - size, at)
  }
  return { number, content, text: () => new TextDecoder().decode(content()), isAtEnd: () => at === message.length }
}

/** What a document of any Yjs implementation does; everything else is ours to say. */
interface Board {
  readonly doc: Y.Doc
  /** "with that, the client has everything" */
  hasAll: boolean
  sent: number
  stored: number
  role: string
  pings: number
  denied: string
  readonly people: Map<number, { clock: number; state: unknown }>
  readonly notices: string[]
}

function createClient(send: (message: Uint8Array) => void) {
  const board: Board = {
    doc: new Y.Doc(),
    hasAll: false,
    sent: 0,
    stored: 0,
    role: '',
    pings: 0,
    denied: '',
    people: new Map(),
    notices: [],
  }
  const say = (...message: readonly number[]): void => send(Uint8Array.from(message))
  const sayUpdate = (step: number, update: Uint8Array): void => {
    board.sent++
    say(0, step, ...bytes(update))
  }
  function hear(message: Uint8Array): void {
    const { number, content, text, isAtEnd } = reader(message)
    const type = number()
    if (type === 0) {
      const step = number()
      const body = content()
      if (step === 0) sayUpdate(1, Y.encodeStateAsUpdate(board.doc, body))
      else Y.applyUpdate(board.doc, body, 'server')
      if (step === 1) board.hasAll = true
    } else if (type === 1) {
      const update = reader(content())
      for (let count = update.number(); count > 0; count--) {
        const [id, clock, state] = [update.number(), update.number(), JSON.parse(update.text())]
        if (clock < (board.people.get(id)?.clock ?? 0)) continue
        if (state === null) board.people.delete(id)
        else board.people.set(id, { clock, state })
      }
      expect(update.isAtEnd()).toBe(true)
    } else if (type === 2) {
      expect(number()).toBe(0)
      board.denied = text()
    } else if (type === 100) board.stored = number()
    else if (type === 101) board.role = JSON.parse(text()).role
    else if (type === 102) board.notices.push(JSON.parse(text()).name)
    expect(isAtEnd()).toBe(true)
  }
  board.doc.on('update', (update: Uint8Array, origin: unknown) => {
    if (origin !== 'server') sayUpdate(2, update)
  })
  return {
    board,
    hear,
    join: () => say(0, 0, ...bytes(Y.encodeStateVector(board.doc))),
    askWhoIsHere: () => say(3),
    showMyself: (id: number, clock: number, state: unknown) =>
      say(1, ...bytes([...varint(1), ...varint(id), ...varint(clock), ...string(JSON.stringify(state))])),
  }
}
type Client = ReturnType<typeof createClient>

async function bySocket(url: string, query = ''): Promise<Client> {
  const socket = new WebSocket(`${url.replace('http', 'ws')}/sync/plain${query}`, ['inkroom.v1'])
  const client = createClient((message) => socket.send(message))
  socket.on('message', (message: Buffer) => client.hear(new Uint8Array(message)))
  socket.on('ping', () => client.board.pings++)
  await new Promise((opened) => socket.once('open', opened))
  onTestFinished(() => socket.terminate())
  return client
}

async function byStream(url: string): Promise<Client> {
  const aborter = new AbortController()
  onTestFinished(() => aborter.abort())
  const answer = await fetch(`${url}/sync-sse/plain?protocol=inkroom.v1`, { signal: aborter.signal })
  let connection = ''
  let queue: number[] = []
  let isPosting = false
  let pong = ''
  async function post(): Promise<void> {
    if (isPosting || connection === '') return
    isPosting = true
    while (queue.length > 0 || pong !== '') {
      const [body, query] = [Uint8Array.from(queue), pong === '' ? '' : `?pong=${pong}`]
      queue = []
      pong = ''
      expect((await fetch(`${url}/sync-sse/plain/${connection}${query}`, { method: 'POST', body })).status).toBe(204)
    }
    isPosting = false
  }
  const client = createClient((message) => {
    queue.push(...bytes(message))
    void post()
  })
  async function read(): Promise<void> {
    let text = ''
    for await (const chunk of answer.body as unknown as AsyncIterable<Uint8Array>) {
      text += new TextDecoder().decode(chunk)
      const events = text.split('\n\n')
      text = events.pop() ?? ''
      for (const event of events) {
        const name = /^event: (.*)$/m.exec(event)?.[1]
        const value = /^data: (.*)$/m.exec(event)?.[1] ?? ''
        if (name === undefined) client.hear(new Uint8Array(Buffer.from(value, 'base64')))
        else if (name === 'open') connection = JSON.parse(value).connection
        else if (name === 'ping') {
          pong = value
          client.board.pings++
        }
        void post()
      }
    }
  }
  // Cut off at the end of the test.
  read().catch(() => {})
  return client
}

for (const [transport, enter] of [
  ['the WebSocket', bySocket],
  ['the fallback', byStream],
] as const) {
  test(`PR1 PR2 a client written from the document alone joins, draws, is seen and knows what is saved, over ${transport}`, async () => {
    const { url } = await startTestServer({ heartbeatMs: 200 })
    const [ada, bob] = [await enter(url), await bySocket(url)]
    for (const client of [ada, bob]) client.join()
    await until(() => ada.board.hasAll && bob.board.hasAll && ada.board.role === 'editor')
    ada.board.doc.getMap('shapes').set('first', { by: 'Ada' })
    ada.board.doc.getText('other root').insert(0, 'x'.repeat(300))
    ada.board.doc.getMap('shapes').delete('first')
    ada.board.doc.getMap('shapes').set('second', 2)
    await until(() => ada.board.stored === ada.board.sent && ada.board.sent >= 5)
    await until(() => bob.board.doc.getMap('shapes').get('second') === 2)
    expect(bob.board.doc.getMap('shapes').toJSON()).toEqual({ second: 2 })

    ada.showMyself(4_000_000_000, 1, { name: 'Ada', cursor: { x: 1, y: 2 } })
    await until(() => bob.board.people.has(4_000_000_000) && ada.board.people.has(4_000_000_000))
    const late = await enter(url)
    late.join()
    late.askWhoIsHere()
    await until(() => late.board.hasAll && late.board.people.has(4_000_000_000))
    expect(late.board.doc.getText('other root').length).toBe(300)
    ada.showMyself(4_000_000_000, 2, null)
    await until(() => !bob.board.people.has(4_000_000_000) && !late.board.people.has(4_000_000_000))
    // Four heartbeats later all of them are still here: pings were answered as the document says.
    await until(() => [ada, bob, late].every(({ board }) => board.pings >= 4))
    bob.board.doc.getMap('shapes').set('third', 3)
    await until(() => late.board.doc.getMap('shapes').has('third') && ada.board.doc.getMap('shapes').has('third'))
    expect(bob.board.notices).toContain('joined')
  })
}

test('PR2 RM2 a viewer written from the document alone learns that it may only look', async () => {
  const server = await startTestServer()
  await server.access.ensureRoom('plain' as never)
  await server.access.updateMeta('plain' as never, { access: 'view' })
  const viewer = await bySocket(server.url)
  viewer.join()
  await until(() => viewer.board.hasAll && viewer.board.role === 'viewer')
  viewer.board.doc.getMap('shapes').set('refused', 1)
  await until(() => viewer.board.denied !== '')
  expect(viewer.board.stored).toBe(0)
})
