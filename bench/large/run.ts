/**
 * A board of 50,000 shapes under the hand: for each gesture the longest time in which the page answers nothing, there and
 * in a second window, and how long until all of it is done and stored. `npm run bench -- --large`, or by itself:
 * `node --import tsx bench/large/run.ts [--board mixed|boxes] [--count 50000] [--only move,paste] [--profile DIR] [--out FILE]`
 */
import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { parseArgs } from 'node:util'
import { chromium } from '@playwright/test'
import { startProduct } from '../../tests/support/e2e/product.ts'
import { openRoom } from '../../tests/support/e2e/room-page.ts'
import { gesturesOf } from './gestures.ts'
import { boardOf, boxes, mixedShapes } from './mixed-board.ts'
import { begin, calm, read, watch } from './stillness.ts'

const { values } = parseArgs({
  options: {
    board: { type: 'string', default: 'mixed' },
    count: { type: 'string', default: '50000' },
    only: { type: 'string' },
    profile: { type: 'string' },
    out: { type: 'string' },
  },
})
const count = Number(values.count)
const LIMIT_MS = 60_000

interface Row {
  readonly gesture: string
  readonly longestMs: number
  readonly gapMs: number
  readonly otherMs: number
  readonly seconds: number
  readonly isDone: boolean
}
const rows: Row[] = []
const product = await startProduct({})
const browser = await chromium.launch({
  ...(process.env.CHROMIUM_PATH ? { executablePath: process.env.CHROMIUM_PATH } : {}),
  args: ['--no-sandbox'],
})
try {
  const update = boardOf(values.board === 'boxes' ? boxes(count) : mixedShapes(count))
  await fetch(`${product.url}/api/rooms/large/snapshot`, { method: 'PUT', body: update as BodyInit })
  const context = await browser.newContext({ permissions: ['clipboard-read', 'clipboard-write'] })
  const { page } = await openRoom(context, `${product.url}/r/large`)
  await watch(page)
  const other = await openRoom(await browser.newContext(), `${product.url}/r/large`)
  await watch(other.page)
  const profiler = values.profile ? await context.newCDPSession(page) : null
  if (profiler) {
    await profiler.send('Profiler.enable')
    await profiler.send('Profiler.setSamplingInterval', { interval: 1000 })
  }
  for (const { name, isPreparation, act } of gesturesOf({ page, browser, url: product.url, room: 'large', count })) {
    const isAsked = !values.only || values.only.split(',').some((part) => name.includes(part))
    if (!isAsked && !isPreparation) continue
    await Promise.all([begin(page), begin(other.page)])
    if (profiler) await profiler.send('Profiler.start')
    const began = Date.now()
    await act()
    const isDone = (await calm(page, LIMIT_MS)) && (await calm(other.page, LIMIT_MS))
    const seconds = (Date.now() - began) / 1000
    if (profiler && values.profile) {
      const { profile } = await profiler.send('Profiler.stop')
      mkdirSync(values.profile, { recursive: true })
      writeFileSync(join(values.profile, `${name.replaceAll(/\W+/g, '-')}.cpuprofile`), JSON.stringify(profile))
    }
    const [here, there] = [await read(page), await read(other.page)]
    const row = { gesture: name, ...here, otherMs: there.longestMs, seconds, isDone }
    console.log(JSON.stringify(row))
    rows.push(row)
  }
} finally {
  await browser.close()
  await product.close()
}

const table = [
  `A board of ${count.toLocaleString('en')} shapes (${values.board}); headless Chromium without a GPU, 1280 x 720, a second window and the`,
  'server on the same machine. Longest: the longest task of the page’s thread. Gap: the longest time between two frames.',
  'Other: the longest task in the second window. Done: nothing is left to do in either and all is stored, with 1.2 s of calm.',
  '',
  '| gesture | longest, ms | gap, ms | other, ms | done after, s |',
  '| --- | --- | --- | --- | --- |',
  ...rows.map(
    ({ gesture, longestMs, gapMs, otherMs, seconds, isDone }) =>
      `| ${gesture} | ${longestMs} | ${gapMs} | ${otherMs} | ${isDone ? seconds.toFixed(1) : 'not within a minute'} |`,
  ),
].join('\n')
console.log(table)
if (values.out) {
  mkdirSync(dirname(values.out), { recursive: true })
  writeFileSync(values.out, `${table}\n`)
}
