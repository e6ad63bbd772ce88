/**
 * The class of thirty: thirty simulated people draw on one board for two minutes while one page is watched, and the
 * server is killed (kill -9) in the middle. Then an audience: hundreds whose pointers only move, while the page draws.
 * `npm run bench -- --class`, or by itself:
 * `node --import tsx bench/class/run.ts [--count 30] [--seconds 120] [--audience 150] [--seed N] [--out FILE] [--shots FOLDER]`
 * with CHROMIUM_PATH set where Playwright has no browser of its own.
 */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { chromium } from '@playwright/test'
import config from '../../playwright.config.ts'
import { startCrowd } from '../../tests/support/class/crowd.ts'
import { type ClassOutcome, holdClass } from '../../tests/support/class/hold-class.ts'
import type { Smoothness } from '../../tests/support/class/page-meter.ts'
import { startProduct } from '../../tests/support/e2e/product.ts'
import { openRoom } from '../../tests/support/e2e/room-page.ts'
import { watchAudience } from './audience.ts'

const { values } = parseArgs({
  options: {
    count: { type: 'string', default: '30' },
    seconds: { type: 'string', default: '120' },
    audience: { type: 'string', default: '150' },
    seed: { type: 'string', default: '20261121' },
    out: { type: 'string' },
    shots: { type: 'string' },
  },
})
const room = 'class'
const count = Number(values.count)
const seconds = Number(values.seconds)
const SHOT_EVERY_MS = 5_000

const AUDIENCE_SECONDS = 20

const round = (ms: number): string => (ms < 100 ? ms.toFixed(1) : String(Math.round(ms)))

type Row = readonly [what: string, figure: string]

const smoothnessRows = (seen: Smoothness): readonly Row[] => [
  ['frames a second on the watched page', round(seen.frames / seen.seconds)],
  ['between two frames: p50, p95, longest', `${round(seen.gapP50)}, ${round(seen.gapP95)}, ${round(seen.gapMax)} ms`],
  [
    'tasks over 50 ms: number, together',
    `${seen.longTasks}, ${round(seen.longTaskMs)} ms of ${Math.round(seen.seconds)} s`,
  ],
  ['own pen, from move to painted frame: p50, p95', `${round(seen.penP50)}, ${round(seen.penP95)} ms`],
  ['processor of the page’s thread', `${round(seen.threadMsPerSecond)} ms a second`],
]
const table = (rows: readonly Row[]): readonly string[] => [
  '| what | figure |',
  '| --- | --- |',
  ...rows.map(([what, figure]) => `| ${what} | ${figure} |`),
]

function tableOf({ smoothness, report, backMs, awayMs, ownStrokes, server, pageStrokes }: ClassOutcome): string {
  const made = report.strokes.length + ownStrokes
  const rows: readonly Row[] = [
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
    ...smoothnessRows(smoothness),
  ]
  return [
    `${count} people, cursors at 20 Hz, strokes, notes and moves for ${seconds} s; the server is killed once (kill -9);`,
    'one page in headless Chromium without a GPU, 1280 x 800, whose own pen draws all the time. People, server and',
    'browser share the machine.',
    '',
    ...table(rows),
  ].join('\n')
}

const { launchOptions, headless } = config.use ?? {}
const viewport = config.use?.viewport ?? null
const product = await startProduct()
const crowd = startCrowd()
const browser = await chromium.launch({ ...launchOptions, headless })
try {
  const context = await browser.newContext({ viewport })
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
  // One address may hold so many connections and no more.
  crowd.close()
  await context.close()
  const audience = Number(values.audience)
  const seen = await watchAudience({ product, browser, count: audience, seconds: AUDIENCE_SECONDS })
  const page = [
    tableOf(outcome),
    '',
    `An audience of ${audience} (all from one address), pointers at 20 Hz, while the watched page draws:`,
    '',
    ...table(smoothnessRows(seen)),
  ].join('\n')
  if (values.out) writeFileSync(values.out, `${page}\n`)
  console.log(page)
} finally {
  crowd.close()
  await browser.close()
  await product.close()
}
