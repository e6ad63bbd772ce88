/** A class on one board: many draw, one page is watched, and the server is killed in the middle. */
import { readFileSync } from 'node:fs'
import { setTimeout as wait } from 'node:timers/promises'
import { expect, type Page } from '@playwright/test'
import * as Y from 'yjs'
import type { Product } from '../e2e/product.ts'
import type { RoomPage } from '../e2e/room-page.ts'
import type { Crowd } from './crowd.ts'
import type { CrowdReport } from './crowd-words.ts'
import { digestOf, idsOf } from './digest.ts'
import { type Smoothness, watchPage } from './page-meter.ts'

const SETTLE_MS = 30_000
const PEN_MOVES = 40
/** Under the toolbar and beside the panels. */
const PAPER = { x: 320, y: 140, w: 700, h: 480 }

export interface ClassOptions {
  readonly product: Product
  readonly watched: RoomPage
  readonly crowd: Crowd
  readonly room: string
  readonly count: number
  readonly seconds: number
  readonly seed: number
}
export interface ClassOutcome {
  readonly smoothness: Smoothness
  readonly report: CrowdReport
  /** From the moment the server answers again until the last of them is live; null: some never came. */
  readonly backMs: number | null
  /** How long the server was away. */
  readonly awayMs: number
  /** Strokes of the watched page's own pen. */
  readonly ownStrokes: number
  readonly server: { readonly digest: string; readonly strokes: readonly string[] }
  /** Ids of the strokes on the watched page, in a file that it saved. */
  readonly pageStrokes: readonly string[]
}

export const peopleShown = (page: Page) => page.getByRole('region', { name: /people? here$|person here$/ })

async function drawStroke(page: Page, nth: number): Promise<void> {
  const y = PAPER.y + ((nth * 37) % PAPER.h)
  const x = PAPER.x + ((nth * 91) % (PAPER.w - 300))
  await page.mouse.move(x, y)
  await page.mouse.down()
  for (let move = 1; move <= PEN_MOVES; move++) await page.mouse.move(x + move * 7, y + 18 * Math.sin(move / 3))
  await page.mouse.up()
}

/** The watched page draws until `isOver`; resolves with the number of its strokes. */
export async function keepDrawing(page: Page, isOver: () => boolean): Promise<number> {
  let strokes = 0
  while (!isOver()) {
    await drawStroke(page, strokes)
    strokes += 1
  }
  return strokes
}

async function readServer({ url }: Product, room: string): Promise<ClassOutcome['server']> {
  const answer = await fetch(`${url}/api/rooms/${room}/snapshot`)
  const doc = new Y.Doc()
  Y.applyUpdate(doc, new Uint8Array(await answer.arrayBuffer()))
  const read = { digest: digestOf(doc), strokes: idsOf(doc, 'draw') }
  doc.destroy()
  return read
}

async function readPage(page: Page): Promise<readonly string[]> {
  const saving = page.waitForEvent('download')
  await page.keyboard.press('Control+s')
  const { shapes } = JSON.parse(readFileSync(await (await saving).path(), 'utf8')) as {
    shapes: readonly { readonly id: string; readonly type: string }[]
  }
  return shapes.filter(({ type }) => type === 'draw').map(({ id }) => id)
}

/** Holds the class; what must be true of its outcome is for the caller to say. */
export async function holdClass({
  product,
  watched,
  crowd,
  room,
  count,
  seconds,
  seed,
}: ClassOptions): Promise<ClassOutcome> {
  const { page } = watched
  await crowd.join({ url: product.syncUrl, room, count, seed })
  await expect(peopleShown(page)).toHaveAccessibleName(new RegExp(`^${count + 1} `), { timeout: SETTLE_MS })
  await watched.tool('Draw').click()
  const meter = await watchPage(page)
  let isOver = false
  const drawing = keepDrawing(page, () => isOver)

  await wait((seconds * 1000) / 2)
  const killedAt = Date.now()
  await product.kill()
  await product.start()
  const readyAt = Date.now()
  const backMs = await crowd.back(readyAt, SETTLE_MS)
  await wait(Math.max(0, (seconds * 1000) / 2 - (Date.now() - killedAt)))

  const smoothness = await meter.stop()
  isOver = true
  const ownStrokes = await drawing
  await crowd.calm()
  await watched.expectSaved()
  const report = await crowd.settle(count, SETTLE_MS)
  await watched.expectSaved()
  return {
    smoothness,
    report,
    backMs,
    awayMs: readyAt - killedAt,
    ownStrokes,
    server: await readServer(product, room),
    pageStrokes: await readPage(page),
  }
}
