/** Hundreds of people whose pointers move, as bare sockets in this process, and one page in a real browser that draws. */
import { once } from 'node:events'
import { setTimeout as wait } from 'node:timers/promises'
import type { Browser } from '@playwright/test'
import * as encoding from 'lib0/encoding'
import { WebSocket } from 'ws'
import config from '../../playwright.config.ts'
import { keepDrawing } from '../../tests/support/class/hold-class.ts'
import { type Smoothness, watchPage } from '../../tests/support/class/page-meter.ts'
import { seeded } from '../../tests/support/document/random.ts'
import type { Product } from '../../tests/support/e2e/product.ts'
import { openRoom } from '../../tests/support/e2e/room-page.ts'

const ROOM = 'audience'
const TICK_MS = 50
const STEP_PX = 8
const BOARD = { w: 1180, h: 700 }
const COLORS = ['#e03131', '#2f9e44', '#1971c2', '#f08c00', '#6741d9']
const WARM_UP_MS = 3_000
const AWARENESS = 1

interface AudienceOptions {
  readonly product: Product
  readonly browser: Browser
  readonly count: number
  readonly seconds: number
}

function presenceMessage(id: number, clock: number, state: unknown): Uint8Array {
  const update = encoding.createEncoder()
  encoding.writeVarUint(update, 1)
  encoding.writeVarUint(update, id)
  encoding.writeVarUint(update, clock)
  encoding.writeVarString(update, JSON.stringify(state))
  const message = encoding.createEncoder()
  encoding.writeVarUint(message, AWARENESS)
  encoding.writeVarUint8Array(message, encoding.toUint8Array(update))
  return encoding.toUint8Array(message)
}

/** Joins, and moves the pointer gently until the returned function is called. */
async function joinWatcher(url: string, nth: number): Promise<() => void> {
  const random = seeded(nth + 1)
  const socket = new WebSocket(`${url}/${ROOM}`)
  await once(socket, 'open')
  const [userId, name, color] = [`watcher-${nth}`, `Person ${nth}`, COLORS[nth % COLORS.length]]
  let cursor = { x: random.below(BOARD.w), y: random.below(BOARD.h) }
  let heading = random.next() * Math.PI * 2
  let clock = 0
  const timer = setInterval(() => {
    heading += random.next() - 0.5
    const x = Math.min(BOARD.w, Math.max(0, cursor.x + STEP_PX * Math.cos(heading)))
    const y = Math.min(BOARD.h, Math.max(0, cursor.y + STEP_PX * Math.sin(heading)))
    cursor = { x, y }
    clock += 1
    socket.send(presenceMessage(nth + 1, clock, { userId, name, color, cursor, tool: 'select', selection: [] }))
  }, TICK_MS)
  return () => {
    clearInterval(timer)
    socket.terminate()
  }
}

/** How smooth one page is for its own pen while `count` others move their pointers over it. */
export async function watchAudience({ product, browser, count, seconds }: AudienceOptions): Promise<Smoothness> {
  const context = await browser.newContext({ viewport: config.use?.viewport ?? null })
  const watched = await openRoom(context, `${product.url}/r/${ROOM}`)
  const leave = await Promise.all(Array.from({ length: count }, (_, nth) => joinWatcher(product.syncUrl, nth)))
  await wait(WARM_UP_MS)
  await watched.tool('Draw').click()
  const meter = await watchPage(watched.page)
  let isOver = false
  const drawing = keepDrawing(watched.page, () => isOver)
  await wait(seconds * 1000)
  const seen = await meter.stop()
  isOver = true
  await drawing
  for (const stop of leave) stop()
  await context.close()
  return seen
}
