import { expect, it } from 'vitest'
import { createLog } from '../../../server/observe/log.ts'
import { createMetrics } from '../../../server/observe/metrics.ts'

function capture() {
  const lines: string[] = []
  return { lines, destination: { write: (line: string) => void lines.push(line) } }
}

it('writes one JSON line per event with its name, level and fields', () => {
  const { lines, destination } = capture()
  createLog({ level: 'info', destination }).with({ room: 'r1' }).info('peer-joined', { peer: 'p1', ms: 3 })
  expect(lines).toHaveLength(1)
  expect(JSON.parse(lines[0])).toMatchObject({ level: 'info', event: 'peer-joined', room: 'r1', peer: 'p1', ms: 3 })
})

it('blanks tokens and content even when a caller passes them', () => {
  const { lines, destination } = capture()
  const log = createLog({ level: 'info', destination })
  log.info('x', { token: 'tok-123', text: 'hello', title: 'Plan', authorization: 'Bearer tok-123' })
  expect(lines[0]).not.toMatch(/tok-123|hello|Plan/)
})

it('says nothing below its level', () => {
  const { lines, destination } = capture()
  createLog({ level: 'warn', destination }).info('x')
  expect(lines).toEqual([])
})

it('counts into its own registry, so two servers in one process do not add up', async () => {
  const one = createMetrics()
  const two = createMetrics()
  one.count('refusals', { reason: 'too-fast' }, 2)
  one.add('connections', 1)
  one.observe('append_ms', 2)
  const body = (await one.text()).body
  expect(body).toContain('inkroom_refusals_total{reason="too-fast"} 2')
  expect(body).toContain('inkroom_connections 1')
  expect(body).toContain('inkroom_append_ms_count 1')
  expect((await two.text()).body).not.toContain('too-fast')
  one.close()
  two.close()
})
