/** For load balancers and monitors. */
import { type HttpContext, NotReady } from './http-context.ts'
import { json, problem } from './reply.ts'
import type { Route } from './router.ts'

export function healthRoutes(context: HttpContext): readonly Route[] {
  const { metrics, log } = context.observe
  return [
    { method: 'GET', path: '/healthz', handle: async () => json({ status: 'alive' }) },
    {
      method: 'GET',
      path: '/readyz',
      async handle() {
        try {
          await context.checkReady()
          return json({ status: 'ready' })
        } catch (error) {
          log.info('not-ready', { reason: (error as Error).message })
          const parts = error instanceof NotReady ? error.parts : ['something']
          return problem('not-ready', `Not ready: ${parts.join(', ')}.`)
        }
      },
    },
    {
      method: 'GET',
      path: '/metrics',
      async handle() {
        const { contentType, body } = await metrics.text()
        return { status: 200, headers: { 'content-type': contentType, 'cache-control': 'no-store' }, body }
      },
    },
  ]
}
