/** For load balancers and monitors. */
import { operations } from '../../lib/protocol/operations.ts'
import { type HttpContext, NotReady } from './http-context.ts'
import { answerTo, problem } from './reply.ts'
import type { Route } from './router.ts'

export function healthRoutes(context: HttpContext): readonly Route[] {
  const { metrics, log } = context.observe
  return [
    { ...operations.alive, handle: async () => answerTo(operations.alive, { status: 'alive' }) },
    {
      ...operations.ready,
      async handle() {
        try {
          await context.checkReady()
          return answerTo(operations.ready, { status: 'ready' })
        } catch (error) {
          log.info('not-ready', { reason: (error as Error).message })
          const parts = error instanceof NotReady ? error.parts : ['something']
          return problem('not-ready', `Not ready: ${parts.join(', ')}.`)
        }
      },
    },
    {
      ...operations.metrics,
      async handle() {
        const { contentType, body } = await metrics.text()
        return { status: 200, headers: { 'content-type': contentType, 'cache-control': 'no-store' }, body }
      },
    },
  ]
}
