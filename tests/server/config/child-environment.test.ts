import { expect, test } from 'vitest'
import { pagesEnvironment, workerEnvironment } from '../../../server/child-environment.ts'

const env = {
  NODE_ENV: 'production' as const,
  PATH: '/bin',
  PUBLIC_URL: 'https://board.org',
  MALLOC_MMAP_THRESHOLD_: '262144',
  MALLOC_TRIM_THRESHOLD_: '262144',
  SECRET: 'x',
  ADMIN_TOKEN: 'x',
  STORAGE_URL: 'postgres://user:password@host/db',
}

test('PR10 settings of the C library that break the drawing reach no process that draws', () => {
  expect(Object.keys(pagesEnvironment(env))).toEqual(['NODE_ENV', 'PATH', 'PUBLIC_URL'])
})

test('AC4 a process that reads files of strangers knows no secret', () => {
  expect(workerEnvironment(env)).toEqual({ NODE_ENV: 'production', PATH: '/bin' })
})
