/** Every panel, menu and dialog has the same rows in every engine, with nothing cut off and nothing over another. */
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type Product, startProduct } from '../support/e2e/product.ts'
import { type BoardPage, boardPage, until } from '../support/engines/board-page.ts'
import { type EngineName, engineNames } from '../support/engines/engine.ts'
import { layoutOf, type PanelLayout } from '../support/engines/layout.ts'
import { missingFor, startEngine } from '../support/engines/start-engine.ts'

interface Place {
  readonly name: string
  /** What the panel is found by. */
  readonly selector: string
  open(board: BoardPage): Promise<void>
  close(board: BoardPage): Promise<void>
}

const pressEscape = (board: BoardPage) => board.page.press('Escape')
const fromMenu = (words: string) => async (board: BoardPage) => {
  await board.pressSelector('header button')
  await board.press(words)
}
const dialog = (name: string, open: Place['open']): Place => ({
  name,
  selector: '[role=dialog]',
  open,
  close: async (board) => {
    await pressEscape(board)
    await board.isGone('[role=dialog]')
  },
})
const panel = (words: string): Place => ({
  name: `panel ${words}`,
  selector: 'aside',
  open: fromMenu(words),
  close: async (board) => {
    await board.pressSelector('aside button[aria-label=Close]')
    await board.isGone('aside')
  },
})
const styleOf = (name: string, key: string, to = { x: 700, y: 420 }): Place => ({
  name: `style of ${name}`,
  selector: '[aria-label=Style]',
  open: async (board) => {
    await board.draw(key, { x: 520, y: 300 }, to)
    if (key === 't') {
      await board.page.type('words')
      await board.page.press('Escape')
    }
    if (key === 'n') await board.page.press('Escape')
  },
  close: async (board) => {
    await board.page.press('Control+a')
    await board.page.press('Delete')
    await board.page.press('Escape')
    await board.page.press('v')
  },
})

const places: readonly Place[] = [
  styleOf('a rectangle', 'r'),
  styleOf('an arrow', 'a'),
  styleOf('a text', 't'),
  styleOf('a note', 'n'),
  styleOf('a frame', 'f'),
  {
    name: 'main menu',
    selector: '[role=menu]',
    open: (board) => board.pressSelector('header button'),
    close: pressEscape,
  },
  dialog('share', (board) => board.press('Share')),
  dialog('export', fromMenu('Export…')),
  dialog('preferences', fromMenu('Preferences…')),
  dialog('shortcuts', (board) => board.page.press('?')),
  dialog('palette', (board) => board.page.press('Control+/')),
  panel('Chat'),
  panel('Comments'),
  panel('Version history'),
  panel('Library'),
  panel('Exact values'),
]

const present = engineNames.filter((name) => missingFor[name] === '')
const lacking = engineNames.filter((name) => missingFor[name] !== '').map((name) => missingFor[name])
const boards = new Map<EngineName, BoardPage>()
let product: Product

beforeAll(async () => {
  product = await startProduct()
  for (const name of present) {
    const board = boardPage(await startEngine(name))
    boards.set(name, board)
    await board.open(`${product.url}/r/panels-${name}`)
  }
})
afterAll(async () => {
  for (const board of boards.values()) await board.page.close()
  await product?.close()
})

/** Pictures for whoever wants to look: `ENGINE_PICTURES=folder`. */
async function keepPicture(board: BoardPage, name: string): Promise<void> {
  const folder = process.env.ENGINE_PICTURES
  if (!folder) return
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, `${name.replaceAll(' ', '-')}-${board.page.name}.png`), await board.page.picture())
}

async function measure(board: BoardPage, place: Place): Promise<PanelLayout> {
  await place.open(board)
  await until(
    board.page,
    `shown: ${place.name}`,
    (wanted: string) => {
      const found = document.querySelector(wanted)
      // At rest: what still glides in is measured where it is not.
      return found?.getAnimations({ subtree: true }).every(({ playState }) => playState !== 'running')
    },
    place.selector,
  )
  const layout = await layoutOf(board.page, place.selector)
  await keepPicture(board, place.name)
  await place.close(board)
  if (!layout) throw new Error(`${board.page.name}: ${place.name} has no size`)
  return layout
}

const title = lacking.length > 0 ? ` (needs ${lacking.join(' and ')})` : ''
it.skipIf(lacking.length > 0).each(places)(`I54 $name lies alike in every engine${title}`, async (place) => {
  const found: { readonly [name: string]: PanelLayout } = Object.fromEntries(
    await Promise.all([...boards].map(async ([name, board]) => [name, await measure(board, place)] as const)),
  )
  expect(Object.entries(found).flatMap(([name, { faults }]) => faults.map((fault) => `${name}: ${fault}`))).toEqual([])
  for (const name of present) expect({ [name]: found[name].rows }).toEqual({ [name]: found.chromium.rows })
})
