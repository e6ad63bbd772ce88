/** Writes a reply to the socket, with the headers that every answer of the API carries. */
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Reply } from './reply.ts'

const always = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'cross-origin-resource-policy': 'same-origin',
}

export function writeReply(message: IncomingMessage, response: ServerResponse, reply: Reply): void {
  if (response.headersSent || response.destroyed) return
  for (const [name, value] of Object.entries({ ...always, ...reply.headers })) {
    if (!response.hasHeader(name)) response.setHeader(name, value)
  }
  response.statusCode = reply.status
  if (reply.body === null) {
    response.end()
    return
  }
  const body = typeof reply.body === 'string' ? Buffer.from(reply.body) : reply.body
  response.setHeader('content-length', body.byteLength)
  response.end(message.method === 'HEAD' ? undefined : body)
}
