import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parseFacts, parseNotice, readFacts, unknownFacts } from '../../../lib/session/server-messages.ts'

test('RM5 the role message gives role, title and access', () => {
  const facts = { role: 'owner', title: 'Plan', access: 'closed' }
  expect(parseFacts(JSON.stringify({ ...facts, later: 1 }), unknownFacts)).toEqual(facts)
})

test('PR3 any text gives facts or null, a notice or null', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
      const facts = parseFacts(text, unknownFacts)
      const notice = parseNotice(text)
      return (facts === null || typeof facts.title === 'string') && (notice === null || typeof notice.name === 'string')
    }),
  )
})

test.each([null, 1, 'viewer', [], {}, { role: 'king', access: 'edit' }, { role: 'viewer', access: 'all' }])(
  'PR3 %j is no facts',
  (value) => {
    expect(readFacts(value)).toBeNull()
  },
)

test.each([
  { name: 'joined', who: 'Ada' },
  { name: 'left', who: 'Ada' },
  { name: 'chat', id: '1', from: 'Ada', text: 'hi', at: 5 },
  { name: 'shutting-down' },
  { name: 'limit', code: 'room-full' },
] as const)('PR4 the notice $name is read', (notice) => {
  expect(parseNotice(JSON.stringify(notice))).toEqual(notice)
})

test('PR3 an unknown notice is no notice', () => {
  expect(parseNotice('{"name":"from-the-future"}')).toBeNull()
})

test('DC25 a role told without a title, since the record cannot be read, leaves the title as it was', () => {
  const before = { ...unknownFacts, title: 'Plan' }
  expect(parseFacts(JSON.stringify({ role: 'editor', access: 'edit', birth: null }), before)?.title).toBe('Plan')
  expect(parseFacts(JSON.stringify({ role: 'editor', access: 'edit', title: '' }), before)?.title).toBe('')
})
