/** Import and export need shapes, which this process does not know: the grant is checked here, the work done by a worker. */
import { exportFormats, importFormats } from '../../lib/protocol/http.ts'
import { operations } from '../../lib/protocol/operations.ts'
import type { JobOutcome, Workers } from '../jobs/workers.ts'
import { readBytes } from './body.ts'
import { admit, admitToExisting, type HttpContext } from './http-context.ts'
import type { InnerCalls } from './inner-calls.ts'
import { createKeptExports } from './kept-exports.ts'
import { filePolicy } from './page-policy.ts'
import { problem, type Reply, refuse } from './reply.ts'
import type { HttpRequest, Route } from './router.ts'

/** Long enough that a crowd spreads, short enough that a person waits for it. */
const RETRY_SECONDS = '5'

export function replyOf(outcome: JobOutcome): Reply {
  switch (outcome.name) {
    case 'answered': {
      const { status, headers, body } = outcome.answer
      return { status, headers: { ...headers, 'content-security-policy': filePolicy }, body }
    }
    case 'late':
      return problem('takes-too-long', 'This takes longer than the server may work on one request.')
    case 'out-of-memory':
      return problem('takes-too-much-memory', 'This needs more memory than the server gives to one request.')
    case 'crashed':
      return problem('work-failed', 'This could not be done: something in it breaks the drawing.')
    case 'spent':
      return problem('too-fast', 'This room or address has used up its working time; try again later.', {
        'retry-after': String(Math.ceil(outcome.waitMs / 1000)),
      })
    case 'away':
      return problem('not-ready', 'The process that does this did not start; the log of the server says why.', {
        'retry-after': RETRY_SECONDS,
      })
    case 'busy':
    case 'gone':
      return problem('busy', 'Others are being served; try again in a moment.', { 'retry-after': RETRY_SECONDS })
  }
}

/** What is asked for, without the token: that is told apart. */
function queryOf({ url }: HttpRequest): URLSearchParams {
  const query = new URLSearchParams(url.search)
  query.delete('token')
  return query
}

export interface FileRoutesOptions {
  readonly workers: Workers
  readonly inner: InnerCalls
}

export function fileRoutes(context: HttpContext, { workers, inner }: FileRoutesOptions): readonly Route[] {
  const exports = createKeptExports(context)

  /** The worker speaks to this server as whoever asks: with the same token, counted for the same address. */
  async function hand(request: HttpRequest, room: string, body: Uint8Array | null): Promise<Reply> {
    const { message, url, token, address } = request
    let leave = (): void => {}
    const gone = (): void => leave()
    message.socket.once('close', gone)
    const outcome = await workers.run({
      address,
      room,
      onGone(callback) {
        leave = callback
        if (message.socket.destroyed) callback()
      },
      job: {
        method: body ? 'POST' : 'GET',
        path: `${url.pathname}?${queryOf(request)}`,
        headers: { ...inner.headers(address), ...(token === null ? {} : { authorization: `Bearer ${token}` }) },
        body,
      },
    })
    message.socket.off('close', gone)
    return replyOf(outcome)
  }
  return [
    {
      ...operations.importFile,
      async handle(request) {
        if (!importFormats.some((format) => format === request.params.format)) {
          return problem('unknown-format', `Known formats: ${importFormats.join(', ')}.`)
        }
        const admitted = await admit(context, request, 'editor')
        if (!admitted.ok) return refuse(admitted.error)
        if (request.message.headers['content-length'] === undefined) {
          return problem('length-required', 'Send the file with its length.')
        }
        // Whole before a worker hears of it: nobody keeps one waiting by sending slowly.
        const body = await readBytes(request, context.limits.roomBytes)
        return body.ok ? hand(request, admitted.value.room, body.value) : refuse(body.error)
      },
    },
    {
      ...operations.exportBoard,
      async handle(request) {
        if (!exportFormats.some((format) => format === request.params.format)) {
          return problem('unknown-format', `Known formats: ${exportFormats.join(', ')}.`)
        }
        const admitted = await admitToExisting(context, request, 'viewer')
        if (!admitted.ok) return refuse(admitted.error)
        const { room } = admitted.value
        const ifNoneMatch = request.message.headers['if-none-match']
        const asked = { room, format: request.params.format, query: queryOf(request), ifNoneMatch }
        return exports.serve(asked, () => hand(request, room, null))
      },
    },
  ]
}
