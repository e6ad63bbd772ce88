/**
 * The class of thirty: thirty simulated people draw on one board for two minutes while one page is watched, and the
 * server is killed (kill -9) in the middle. `npm run bench -- --class`, or by itself:
 * `node --import tsx bench/class/run.ts [--count 30] [--seconds 120] [--seed N] [--out FILE] [--shots FOLDER]`
 * with CHROMIUM_PATH set where Playwright has no browser of its own.
 */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { chromium } from '@playwright/test'
import config from '../../playwright.config.ts'
import { startCrowd } from '../../tests/support/class/crowd.ts'
import { type ClassOutcome, holdClass } from '../../tests/support/class/hold-class.ts'
import { startProduct } from '../../tests/support/e2e/product.ts'
import { openRoom } from '../../tests/support/e2e/room-page.ts'

const { values } = parseArgs({
  options: {
    count: { type: 'string', default: '30' },
    seconds: { type: 'string', default: '120' },
    seed: { type: 'string', default: '20261121' },
    out: { type: 'string' },
    shots: { type: 'string' },
  },
})
const room = 'class'
const count = Number(values.count)
const seconds = Number(values.seconds)
const SHOT_EVERY_MS = 5_000

const round = (ms: number): string => (ms < 100 ? ms.toFixed(1) : String(Math.round(ms)))

function tableOf({ smoothness: seen, report, backMs, awayMs, ownStrokes, server, pageStrokes }: ClassOutcome): string {
  const made = report.strokes.length + ownStrokes
  const rows: readonly (readonly [string, string])[] = [
    [
      'strokes finished / on the server / on the watched page',
      `${made} / ${server.strokes.length} / ${pageStrokes.length}`,
    ],
    ['notes written, shapes moved', `${report.notes}, ${report.moves}`],
    ['boards that differ, people not saved, not live or not seen', String(report.faults.length)],
    ['board on the server equals everyone’s', server.digest === report.digest ? 'yes' : 'NO'],
    [
      'server away after kill -9; then all are back after',
      `${round(awayMs)} ms; ${backMs === null ? 'NEVER' : `${round(backMs)} ms`}`,
    ],
    ['frames a second on the watched page', round(seen.frames / seen.seconds)],
    ['between two frames: p50, p95, longest', `${round(seen.gapP50)}, ${round(seen.gapP95)}, ${round(seen.gapMax)} ms`],
    [
      'tasks over 50 ms: number, together',
      `${seen.longTasks}, ${round(seen.longTaskMs)} ms of ${Math.round(seen.seconds)} s`,
    ],
    ['own pen, from move to painted frame: p50, p95', `${round(seen.penP50)}, ${round(seen.penP95)} ms`],
    ['processor of the page’s thread', `${round(seen.threadMsPerSecond)} ms a second`],
  ]
  return [
    `${count} people, cursors at 20 Hz, strokes, notes and moves for ${seconds} s; the server is killed once (kill -9);`,
    'one page in headless Chromium without a GPU, 1280 x 800, whose own pen draws all the time. People, server and',
    'browser share the machine.',
    '',
    '| what | figure |',
    '| --- | --- |',
    ...rows.map(([what, figure]) => `| ${what} | ${figure} |`),
  ].join('\n')
}

const { launchOptions, headless, viewport } = config.use ?? {}
const product = await startProduct()
const crowd = startCrowd()
const browser = await chromium.launch({ ...launchOptions, headless })
try {
  const context = await browser.newContext({ viewport: viewport ?? null })
  const watched = await openRoom(context, `${product.url}/r/${room}`)
  const shots = values.shots
  let nth = 0
  const stopShots = shots
    ? setInterval(
        () => void watched.page.screenshot({ path: join(shots, `class-${nth++}.png`) }).catch(() => {}),
        SHOT_EVERY_MS,
      )
    : undefined
  const outcome = await holdClass({ product, watched, crowd, room, count, seconds, seed: Number(values.seed) })
  clearInterval(stopShots)
  for (const fault of outcome.report.faults) console.error(fault)
  const table = tableOf(outcome)
  if (values.out) writeFileSync(values.out, `${table}\n`)
  console.log(table)
} finally {
  crowd.close()
  await browser.close()
  await product.close()
}
