/** Reads a stream of server-sent events: https://html.spec.whatwg.org/multipage/server-sent-events.html */

export interface ServerEvent {
  /** '' for events without a name. */
  readonly name: string
  readonly data: string
}

/** A line that never ends must not fill the memory. */
const MAX_EVENT_LENGTH = 128 * 1024 * 1024

/** What is read in one turn: a piece of a board takes its reader some ten milliseconds. */
const TURN_LENGTH = 64 * 1024

/** Frames and hands come in before it resolves; unlike a timer, it does not wait a second where nobody looks. */
const nextTurn = (): Promise<void> =>
  new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel()
    port1.onmessage = () => {
      port1.close()
      resolve()
    }
    port2.postMessage(null)
  })

/**
 * Yields each event of `body` until it ends, long ones in turns of their own; throws when an event exceeds its limit or
 * the stream breaks.
 */
export async function* readEvents(body: ReadableStream<Uint8Array>): AsyncGenerator<ServerEvent> {
  const decoder = new TextDecoder()
  const reader = body.getReader()
  let buffer = ''
  let searchedTo = 0
  let taken = 0
  try {
    while (true) {
      const { done, value } = await reader.read()
      if (done) return
      buffer += decoder.decode(value, { stream: true })
      for (let end = buffer.indexOf('\n\n', searchedTo); end >= 0; end = buffer.indexOf('\n\n')) {
        yield parseEvent(buffer.slice(0, end))
        buffer = buffer.slice(end + 2)
        taken += end
        if (taken < TURN_LENGTH) continue
        taken = 0
        // What has come at once is read by promises alone, which let nothing else in between.
        await nextTurn()
      }
      if (buffer.length > MAX_EVENT_LENGTH) throw new Error('an event is too large')
      // The two newlines may arrive apart.
      searchedTo = Math.max(0, buffer.length - 1)
    }
  } finally {
    // Already broken or cut off: there is nothing left to cancel, and nobody to tell.
    await reader.cancel().catch(() => {})
  }
}

function parseEvent(block: string): ServerEvent {
  let name = ''
  const data: string[] = []
  for (const line of block.split('\n')) {
    if (line.startsWith('event:')) name = line.slice(6).trim()
    else if (line.startsWith('data:')) data.push(line.slice(line[5] === ' ' ? 6 : 5))
  }
  return { name, data: data.join('\n') }
}
