/** Import and export need shapes, which this process does not know: the grant is checked here, the work done by the page process. */

import type { IncomingMessage } from 'node:http'
import { exportFormats, importFormats } from '../../lib/protocol/http.ts'
import { admit, admitToExisting, type HttpContext } from './http-context.ts'
import type { PageProxy } from './page-proxy.ts'
import { problem, refuse } from './reply.ts'
import type { Route, TakeOver } from './router.ts'
import { writeReply } from './write-reply.ts'

export function forwardedRoutes(context: HttpContext, pages: PageProxy): readonly Route[] {
  const forward =
    (message: IncomingMessage): TakeOver =>
    async (response) => {
      const reply = await pages.forward(message, response)
      if (reply) writeReply(message, response, reply)
    }
  return [
    {
      method: 'POST',
      path: '/api/rooms/:room/import/:format',
      async handle(request) {
        if (!importFormats.some((format) => format === request.params.format)) {
          return problem('unknown-format', `Known formats: ${importFormats.join(', ')}.`)
        }
        const admitted = await admit(context, request, 'editor')
        if (!admitted.ok) return refuse(admitted.error)
        const length = request.message.headers['content-length']
        if (length === undefined) return problem('length-required', 'Send the file with its length.')
        if (Number(length) > context.limits.roomBytes) {
          return problem('body-too-large', `A file may have up to ${context.limits.roomBytes} bytes.`)
        }
        return forward(request.message)
      },
    },
    {
      method: 'GET',
      path: '/api/rooms/:room/export/:format',
      async handle(request) {
        if (!exportFormats.some((format) => format === request.params.format)) {
          return problem('unknown-format', `Known formats: ${exportFormats.join(', ')}.`)
        }
        const admitted = await admitToExisting(context, request, 'viewer')
        if (!admitted.ok) return refuse(admitted.error)
        return forward(request.message)
      },
    },
  ]
}
