import { expect, test } from 'vitest'
import { WRONG_ORIGIN } from '../../../lib/protocol/close.ts'
import { SUBPROTOCOL } from '../../../lib/protocol/messages.ts'
import { tokenProtocol } from '../../../lib/protocol/token-protocol.ts'
import { EventStreamChannel } from '../../../lib/session/event-stream-channel.ts'
import { serve } from '../../support/server/http-host.ts'

/** The end of a line on which something is said as soon as it is open. */
const endOf = (url: string, protocols: readonly string[]) =>
  new Promise<{ code: number; reason: string }>((resolve) => {
    const channel = new EventStreamChannel({ url: `${url.replace('http', 'ws')}/sync/room`, protocols })
    channel.listen({
      open: () => channel.send(new Uint8Array([3])),
      message() {},
      error() {},
      close: (code, reason) => resolve({ code, reason }),
    })
  })
const refuse = (code: string) => JSON.stringify({ code })

test.each(['GET', 'POST'])(
  'AC5 a server that takes the page for a foreign one ends the fallback for good: %s',
  async (refused) => {
    const { url } = await serve((message, response) => {
      if (message.method === refused) response.writeHead(403).end(refuse(WRONG_ORIGIN))
      else
        response
          .writeHead(200, { 'content-type': 'text/event-stream' })
          .write('event: open\ndata: {"connection":"c"}\n\n')
    })
    expect(await endOf(url, [SUBPROTOCOL])).toMatchObject({ code: 4403, reason: WRONG_ORIGIN })
  },
)

test('PR6 another refusal of the fallback is tried again', async () => {
  const { url } = await serve((_message, response) => response.writeHead(403).end('<html>'))
  expect(await endOf(url, [SUBPROTOCOL])).toMatchObject({ code: 1006 })
})

test('AC10 the fallback carries the token in a header and not in the address', async () => {
  const seen: unknown[] = []
  const { url } = await serve((message, response) => {
    seen.push(message.url, message.headers.authorization)
    response.end()
  })
  const protocols = [SUBPROTOCOL, tokenProtocol('a.b.c') as string]
  await endOf(url, protocols)
  expect(seen).toEqual([`/sync-sse/room?protocol=${SUBPROTOCOL}`, 'Bearer a.b.c'])
})
