/** A client of the fallback transport: reads the stream, writes batches. */
import { createEncoder, toUint8Array, writeVarUint8Array } from 'lib0/encoding'
import { onTestFinished } from 'vitest'

export interface StreamEvent {
  readonly event: string
  readonly data: string
}

export interface EventStreamClient {
  readonly status: number
  readonly events: StreamEvent[]
  /** Resolves with the first event, seen or to come, that fits; rejects when the stream ends before. */
  expect(fits: (event: StreamEvent) => boolean): Promise<StreamEvent>
  /** Resolves with the first sync message that fits. */
  expectMessage(fits: (message: Uint8Array) => boolean): Promise<Uint8Array>
  send(messages: readonly Uint8Array[], query?: string): Promise<number>
  sendRaw(body: Uint8Array<ArrayBuffer>): Promise<number>
  /** Cuts the stream. */
  leave(): void
  readonly ended: Promise<void>
}

/** Each message after its length. */
export function batchOf(messages: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const encoder = createEncoder()
  for (const message of messages) writeVarUint8Array(encoder, message)
  return toUint8Array(encoder)
}

function parseEvent(block: string): StreamEvent {
  const fields = Object.fromEntries(block.split('\n').map((line) => line.split(/: (.*)/s, 2)))
  return { event: fields.event ?? 'message', data: fields.data ?? '' }
}

/** `postTo`: another server that takes what is posted, as behind a balancer. */
export async function openStream(
  url: string,
  room: string,
  query = '',
  headers = {},
  postTo = url,
): Promise<EventStreamClient> {
  const aborter = new AbortController()
  onTestFinished(() => aborter.abort())
  const answer = await fetch(`${url}/sync-sse/${room}${query}`, { headers, signal: aborter.signal })
  const events: StreamEvent[] = []
  let waiting: (() => void)[] = []
  const wake = (): void => {
    const woken = waiting
    waiting = []
    for (const goOn of woken) goOn()
  }
  let isOver = answer.status !== 200

  const read = async (): Promise<void> => {
    let text = ''
    const decoder = new TextDecoder()
    try {
      for await (const chunk of answer.body as unknown as AsyncIterable<Uint8Array>) {
        const blocks = (text + decoder.decode(chunk, { stream: true })).split('\n\n')
        text = blocks.pop() ?? ''
        events.push(...blocks.map(parseEvent))
        wake()
      }
    } catch {
      // Cut off; `ended` says so.
    }
    isOver = true
    wake()
  }
  const ended = isOver ? Promise.resolve() : read()

  const waitFor = async (fits: (event: StreamEvent) => boolean): Promise<StreamEvent> => {
    for (;;) {
      const found = events.find(fits)
      if (found) return found
      if (isOver) throw new Error(`the stream ended after ${JSON.stringify(events)}`)
      await new Promise<void>((resolve) => waiting.push(resolve))
    }
  }
  const post = async (body: Uint8Array<ArrayBuffer>, extra = ''): Promise<number> => {
    const { connection } = JSON.parse((await waitFor(({ event }) => event === 'open')).data) as { connection: string }
    return (await fetch(`${postTo}/sync-sse/${room}/${connection}${extra}`, { method: 'POST', body })).status
  }
  return {
    status: answer.status,
    events,
    ended,
    expect: waitFor,
    async expectMessage(fits) {
      const isFit = ({ event, data }: StreamEvent) => event === 'message' && fits(Buffer.from(data, 'base64'))
      return Buffer.from((await waitFor(isFit)).data, 'base64')
    },
    send: (messages, extra) => post(batchOf(messages), extra),
    leave: () => aborter.abort(),
    sendRaw: (body) => post(body),
  }
}
