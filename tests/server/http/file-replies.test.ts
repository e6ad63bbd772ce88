import { expect, test } from 'vitest'
import { replyOf } from '../../../server/http/file-routes.ts'
import type { JobOutcome } from '../../../server/jobs/workers.ts'

test.each<[JobOutcome['name'], number, string]>([
  ['late', 422, 'takes-too-long'],
  ['out-of-memory', 422, 'takes-too-much-memory'],
  ['crashed', 422, 'work-failed'],
  ['spent', 429, 'too-fast'],
  ['busy', 503, 'busy'],
  ['away', 503, 'not-ready'],
])('PR10 a job that ends as %s is answered with a code that says why', (name, status, code) => {
  const { body, ...reply } = replyOf({ name, waitMs: 1 } as JobOutcome)
  expect([reply.status, JSON.parse(String(body)).code]).toEqual([status, code])
})
