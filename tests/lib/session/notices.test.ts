import { expect, test } from 'vitest'
import { createNotices } from '../../../lib/session/notices.ts'
import type { Notice } from '../../../lib/session/session.ts'

const limit = (code: string): Notice => ({ name: 'limit', code })

test('ST5 what was noticed before anybody listened reaches the first listener once', () => {
  const notices = createNotices()
  notices.emit(limit('early'))
  const heard: Notice[][] = [[], []]
  notices.listen((notice) => heard[0].push(notice))
  const stop = notices.listen((notice) => heard[1].push(notice))
  notices.emit(limit('later'))
  stop()
  notices.emit(limit('last'))
  expect(heard).toEqual([[limit('early'), limit('later'), limit('last')], [limit('later')]])
})

test('PR10 notices that nobody hears do not pile up', () => {
  const notices = createNotices()
  for (let nth = 0; nth < 100; nth += 1) notices.emit(limit(String(nth)))
  const heard: Notice[] = []
  notices.listen((notice) => heard.push(notice))
  expect(heard).toHaveLength(20)
  expect(heard.at(-1)).toEqual(limit('99'))
})
