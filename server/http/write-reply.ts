/** Writes a reply to the socket, with the headers that every answer of the API carries. */
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Clock } from '../../lib/base/clock.ts'
import type { HeldBytes } from './held-bytes.ts'
import { problem, type Reply } from './reply.ts'
import { writeBody } from './write-body.ts'

const always = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'cross-origin-resource-policy': 'same-origin',
}

/** Up to here an answer fits into what the kernel keeps for a connection anyway. */
const SMALL_BYTES = 64 * 1024

export function writeReply(message: IncomingMessage, response: ServerResponse, reply: Reply): void {
  const body = writeHead(message, response, reply)
  if (body !== null) response.end(body)
}

/** Who is counted for what an answer holds until it is read. */
export interface Reader {
  readonly address: string
  readonly answers: HeldBytes
  readonly clock: Clock
}

/** Like `writeReply`, for answers of any size: resolves when it is sent or its reader has gone. */
export async function sendReply(
  message: IncomingMessage,
  response: ServerResponse,
  reply: Reply,
  { address, answers, clock }: Reader,
): Promise<void> {
  const length = reply.body?.length ?? 0
  if (length <= SMALL_BYTES || message.method === 'HEAD') return writeReply(message, response, reply)
  const held = answers.open(address, () => response.destroy())
  try {
    if (!held.take(length)) {
      const detail = 'Answers wait to be read at this address; read them first.'
      return writeReply(message, response, problem('too-fast', detail))
    }
    const body = writeHead(message, response, reply)
    if (body !== null) await writeBody(response, body, clock)
  } finally {
    held.close()
  }
}

/** The body that is still to be sent; null when there is none, or nobody to send it to. */
function writeHead(message: IncomingMessage, response: ServerResponse, reply: Reply): Uint8Array | null {
  if (response.headersSent || response.destroyed) return null
  for (const [name, value] of Object.entries({ ...always, ...reply.headers })) {
    if (!response.hasHeader(name)) response.setHeader(name, value)
  }
  response.statusCode = reply.status
  if (reply.body === null) {
    response.end()
    return null
  }
  const body = typeof reply.body === 'string' ? Buffer.from(reply.body) : reply.body
  response.setHeader('content-length', body.byteLength)
  if (message.method !== 'HEAD') return body
  response.end()
  return null
}
