import { expect, it } from 'vitest'
import { createLagWindows, LAG_WINDOW_MS } from '../../../server/observe/lag-windows.ts'
import { limitLog } from '../../../server/observe/limited-log.ts'
import { createLog } from '../../../server/observe/log.ts'
import { createMetrics } from '../../../server/observe/metrics.ts'
import { plainText } from '../../../server/observe/plain-text.ts'
import { createFakeClock } from '../../support/server/fake-clock.ts'

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

it('AC8 text that a caller chose is bounded in the log, and nothing in it acts on a terminal or turns the line around', () => {
  const { lines, destination } = capture()
  const log = createLog({ level: 'info', destination })
  const hostile = `\u001b[2J\u009b1m\u202egnp.exe\u2028\ufeff\r\n{"level":"error"}\ud800${'x'.repeat(100_000)}`
  log.with({ peer: hostile }).warn('x', { line: hostile, error: new Error(hostile) })
  expect(lines).toHaveLength(1)
  expect(lines[0].trimEnd()).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Cs}]/u)
  expect(lines[0].length).toBeLessThan(25_000)
  const written = JSON.parse(lines[0]) as { line: string; peer: string; error: { message: string; stack: string } }
  for (const text of [written.line, written.peer, written.error.message, written.error.stack]) {
    expect(text.replace(/[\n\t]/g, '')).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Cs}]/u)
    expect(text).toContain('\\u202egnp.exe')
  }
})

it('leaves honest text as it is', () => {
  const text = 'Grüße, 你好 😀\n  at line 3\t"quoted" \\ back'
  expect(plainText(text)).toBe(text)
})

it('whoever reads the metrics takes nothing away from the next reader: the delay of the last minute stays', () => {
  const clock = createFakeClock()
  const histogram = {
    mean: 0,
    max: 0,
    percentile: () => histogram.max,
    reset: () => void Object.assign(histogram, idle),
  }
  const idle = { mean: 10e6, max: 10e6 }
  const lag = createLagWindows(clock, histogram)
  Object.assign(histogram, { mean: 30e6, max: 610e6 })
  const blocked = { mean: 20, p99: 600, max: 600 }
  for (let readers = 0; readers < 5; readers++) expect(lag.read()).toEqual(blocked)
  clock.pass(LAG_WINDOW_MS)
  for (let readers = 0; readers < 5; readers++) expect(lag.read()).toEqual(blocked)
  clock.pass(LAG_WINDOW_MS)
  lag.read()
  expect(lag.read()).toEqual({ mean: 0, p99: 0, max: 0 })
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

it('PR21 a log of trouble stays small: of each event a few lines at once, then one every few seconds that counts the rest', () => {
  const { lines, destination } = capture()
  const clock = createFakeClock()
  const log = limitLog(createLog({ level: 'info', destination }), clock)
  const oneRoom = log.with({ room: 'r1' })
  for (let nth = 0; nth < 10_000; nth++) {
    log.error('append-failed')
    oneRoom.error('append-failed')
  }
  expect(lines).toHaveLength(20)
  // Others are heard as before.
  log.warn('bus-down')
  expect(JSON.parse(lines[20])).toMatchObject({ event: 'bus-down' })
  clock.pass(5_000)
  oneRoom.error('append-failed', { peer: 'p1' })
  oneRoom.error('append-failed')
  expect(lines).toHaveLength(22)
  expect(JSON.parse(lines[21])).toMatchObject({ event: 'append-failed', room: 'r1', peer: 'p1', skipped: 19_980 })
  clock.pass(3_600_000)
  for (let nth = 0; nth < 100; nth++) log.error('append-failed')
  expect(lines).toHaveLength(42)
})
