/** What a hand does on a board works in every engine, and two engines see each other's work. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { pdfOf } from '../support/document/pdf-file.ts'
import { type Line, startLine } from '../support/e2e/line.ts'
import { type Product, startProduct } from '../support/e2e/product.ts'
import { type BoardPage, boardPage, until } from '../support/engines/board-page.ts'
import { engineNames } from '../support/engines/engine.ts'
import { missingFor, startEngine } from '../support/engines/start-engine.ts'

let product: Product
beforeAll(async () => {
  product = await startProduct()
})
afterAll(() => product?.close())

interface StoredShape {
  readonly type: string
  readonly text?: string
  readonly stroke?: string
}

/** What the server has stored of a board. */
async function stored(room: string): Promise<readonly StoredShape[]> {
  const answer = await fetch(`${product.url}/api/rooms/${room}/export/json`)
  if (answer.status === 404) return []
  return ((await answer.json()) as { shapes: StoredShape[] }).shapes
}

const kindsOf = async (room: string) => (await stored(room)).map(({ type }) => type).sort()
const poll = { timeout: 20_000, interval: 250 }

/** One shape with each key: geo forms, arrow, line, stroke, highlighter, note, frame. */
async function drawAll(board: BoardPage): Promise<void> {
  const keys = ['r', 'd', 'o', 'a', 'l', 'p', 'Shift+D', 'f']
  for (const [index, key] of keys.entries()) {
    const x = 320 + (index % 4) * 220
    const y = 130 + Math.floor(index / 4) * 200
    await board.draw(key, { x, y }, { x: x + 150, y: y + 110 })
    await board.page.press('Escape')
    await board.page.press('v')
  }
}

for (const name of engineNames) {
  const needs = missingFor[name]
  describe.skipIf(needs !== '')(`${name}${needs === '' ? '' : ` (needs ${needs})`}`, () => {
    let board: BoardPage
    beforeAll(async () => {
      board = boardPage(await startEngine(name))
    })
    afterAll(() => board?.page.close())

    it('I1 draws every kind by its key, restyles, types, undoes, and finds all of it after a reload', async () => {
      const room = `all-kinds-${name}`
      const url = `${product.url}/r/${room}`
      await board.open(url)
      await drawAll(board)
      await expect
        .poll(() => kindsOf(room), poll)
        .toEqual(['arrow', 'draw', 'draw', 'frame', 'geo', 'geo', 'geo', 'line'].sort())
      await board.page.press('n')
      await board.page.click({ x: 640, y: 620 })
      await board.page.type('hello there')
      await board.page.press('Escape')
      await expect.poll(async () => JSON.stringify(await stored(room)), poll).toContain('hello there')
      await board.pressSelector('[data-colors=fill] button:nth-of-type(4), [data-colors=stroke] button:nth-of-type(4)')
      await board.page.press('Control+z')
      await board.page.press('Control+a')
      await board.page.press('Control+d')
      await expect.poll(async () => (await kindsOf(room)).length, poll).toBeGreaterThan(15)
      await board.page.press('Control+z')
      await expect.poll(async () => (await kindsOf(room)).length, poll).toBe(9)
      await board.saved()
      await board.page.reload()
      await board.see('[role=toolbar] button')
      await board.saved()
      await board.page.press('Control+a')
      await board.heard('9')
    })

    it('I43 copies and pastes shapes by the keys', async () => {
      const room = `clipboard-${name}`
      await board.open(`${product.url}/r/${room}`)
      await board.draw('r', { x: 400, y: 200 }, { x: 560, y: 320 })
      await board.page.press('Control+c')
      await board.page.press('Control+v')
      await expect.poll(() => kindsOf(room), poll).toEqual(['geo', 'geo'])
      await board.saved()
    })

    it('DC49 takes a PDF that is dropped: its thread, its pages and their pictures', async () => {
      const room = `pdf-${name}`
      await board.open(`${product.url}/r/${room}`)
      await board.page.run(
        (words) => {
          const dataTransfer = new DataTransfer()
          dataTransfer.items.add(new File([words], 'Plan.pdf', { type: 'application/pdf' }))
          const place = { bubbles: true, cancelable: true, clientX: 640, clientY: 400, dataTransfer }
          const canvas = document.querySelector('main canvas')
          canvas?.dispatchEvent(new DragEvent('dragover', place))
          canvas?.dispatchEvent(new DragEvent('drop', place))
        },
        pdfOf([[300, 200]]),
      )
      await expect.poll(() => kindsOf(room), poll).toEqual(['frame', 'image'])
      await board.saved()
    })

    it('I50 goes on without a network, says so, and brings the work in when the line is back', async () => {
      const line: Line = await startLine(product.port)
      try {
        const room = `offline-${name}`
        await board.open(`${line.url}/r/${room}`)
        await board.draw('r', { x: 400, y: 200 }, { x: 560, y: 320 })
        await expect.poll(() => kindsOf(room), poll).toEqual(['geo'])
        line.cut()
        await board.see('[role=status][data-tone=warn]')
        await board.draw('o', { x: 600, y: 200 }, { x: 760, y: 320 })
        await board.see('[role=status][data-state=offline]')
        line.mend()
        await board.saved()
        await expect.poll(() => kindsOf(room), poll).toEqual(['geo', 'geo'])
      } finally {
        await line.close()
      }
    })
  })
}

const others = engineNames.filter((name) => name !== 'chromium')
describe.each(others)('%s beside Chromium', (name) => {
  const needs = [missingFor.chromium, missingFor[name]].filter(Boolean).join(' and ')
  it.skipIf(needs !== '')(
    `I48 sees what the other draws and shows who is there${needs && ` (needs ${needs})`}`,
    async () => {
      const [near, far] = await Promise.all([startEngine('chromium'), startEngine(name)])
      try {
        const room = `beside-${name}`
        const [ada, bob] = [boardPage(near), boardPage(far)]
        for (const board of [ada, bob]) await board.open(`${product.url}/r/${room}`)
        await bob.draw('r', { x: 400, y: 200 }, { x: 560, y: 320 })
        await ada.page.press('Escape')
        await until(
          ada.page,
          'someone else in the room',
          () => document.querySelectorAll('[aria-label*="Ada"]').length > 0,
        )
        await expect
          .poll(async () => {
            await ada.page.press('Control+a')
            return ada.page.run(() =>
              [...document.querySelectorAll('[aria-live]')].map((place) => place.textContent).join(),
            )
          }, poll)
          .toMatch(/Rectangle/)
        await ada.page.press('Delete')
        await expect.poll(() => kindsOf(room), poll).toEqual([])
      } finally {
        await Promise.all([near.close(), far.close()])
      }
    },
  )
})
