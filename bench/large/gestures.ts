/** What hands do to a large board, in an order in which each leaves to the next what that needs. */
import type { Browser, Page } from '@playwright/test'
import { openRoom } from '../../tests/support/e2e/room-page.ts'

interface Stage {
  readonly page: Page
  readonly browser: Browser
  readonly url: string
  readonly room: string
  readonly count: number
}
export interface Gesture {
  readonly name: string
  /** Done also when others only are asked for. */
  readonly isPreparation?: true
  act(): Promise<unknown>
}

const drawing = (count: number): string =>
  JSON.stringify({
    type: 'excalidraw',
    elements: Array.from({ length: count }, (_, i) => {
      const [x, y] = [(i % 250) * 60, Math.floor(i / 250) * 60 - 30_000]
      return { id: `e${i}`, type: 'rectangle', x, y, width: 48, height: 48, backgroundColor: '#ffc9c9' }
    }),
  })

async function drag(page: Page): Promise<void> {
  await page.mouse.move(640, 400)
  await page.mouse.down()
  await page.mouse.move(700, 440, { steps: 10 })
  await page.mouse.up()
}

async function dragCopy(page: Page): Promise<void> {
  await page.keyboard.down('Alt')
  await drag(page)
  await page.keyboard.up('Alt')
}

async function restyle(page: Page): Promise<void> {
  const panel = page.getByRole('region', { name: 'Style' })
  await panel.getByRole('tab', { name: 'Fill' }).click()
  await panel.getByRole('button', { name: 'Fill: Light green' }).click()
}

/** By the palette, where no key does it. */
async function command(page: Page, name: string): Promise<void> {
  await page.keyboard.press('Control+Shift+p')
  await page.keyboard.type(name)
  await page.keyboard.press('Enter')
}

async function dropFile({ page, count }: Stage): Promise<void> {
  const chooser = page.waitForEvent('filechooser')
  await page.keyboard.press('Control+o')
  await (await chooser).setFiles({
    name: 'large.excalidraw',
    mimeType: 'application/json',
    buffer: Buffer.from(drawing(count)),
  })
}

/** Somebody else draws boxes in a window of their own until `act` is done. */
async function whileDrawing({ browser, url, room }: Stage, act: () => Promise<void>): Promise<void> {
  const context = await browser.newContext()
  const other = await openRoom(context, `${url}/r/${room}`)
  let isDone = false
  const drawn = (async () => {
    for (let nth = 0; !isDone; nth++) {
      await other.page.keyboard.press('r')
      await other.page.mouse.move(300 + (nth % 20) * 20, 300)
      await other.page.mouse.down()
      await other.page.mouse.move(320 + (nth % 20) * 20, 330, { steps: 3 })
      await other.page.mouse.up()
    }
  })()
  await act()
  isDone = true
  await drawn
  await context.close()
}

async function exported({ url, room }: Stage, format: string): Promise<void> {
  const answer = await fetch(`${url}/api/rooms/${room}/export/${format}`)
  if (!answer.ok) console.error(`export as ${format}: ${answer.status} ${(await answer.text()).slice(0, 200)}`)
  else console.error(`export as ${format}: ${(await answer.arrayBuffer()).byteLength} bytes`)
}

async function find(page: Page): Promise<void> {
  await page.keyboard.press('Control+f')
  await page.keyboard.type('Words of 4')
  await page.keyboard.press('Enter')
  await page.keyboard.press('Escape')
}

export function gesturesOf(stage: Stage): readonly Gesture[] {
  const { page } = stage
  const press = (key: string) => () => page.keyboard.press(key)
  const undoing = (name: string, act: () => Promise<unknown>): Gesture[] => [
    { name, act },
    { name: `undo ${name}`, act: press('Control+z') },
    { name: `redo ${name}`, act: press('Control+Shift+z') },
    { name: `back from ${name}`, act: press('Control+z') },
    { name: `select all after ${name}`, act: press('Control+a') },
  ]
  const http = (format: string): Gesture => ({
    name: `export as ${format}, by HTTP`,
    act: () => exported(stage, format),
  })
  return [
    { name: 'open', isPreparation: true, act: async () => {} },
    { name: 'show all', isPreparation: true, act: press('Shift+1') },
    { name: 'find', act: () => find(page) },
    { name: 'show all again', act: press('Shift+1') },
    { name: 'select all', isPreparation: true, act: press('Control+a') },
    ...undoing('move by keys', press('ArrowRight')),
    ...undoing('move by drag', () => drag(page)),
    ...undoing('restyle', () => restyle(page)),
    ...undoing('align', press('Control+Shift+ArrowUp')),
    ...undoing('distribute', press('Alt+Shift+h')),
    ...undoing('flip', press('Shift+h')),
    ...undoing('turn', press('Shift+.')),
    ...undoing('to the back', press('Control+Shift+[')),
    ...undoing('lock', press('Shift+l')),
    { name: 'group', act: press('Control+g') },
    ...undoing('ungroup', press('Control+Shift+g')),
    ...undoing('frame', () => command(page, 'Frame the selection')),
    { name: 'copy', act: press('Control+c') },
    { name: 'copy as SVG', act: () => command(page, 'Copy as SVG') },
    { name: 'copy as PNG', act: () => command(page, 'Copy as PNG') },
    { name: 'copy again', act: press('Control+c') },
    ...undoing('paste', press('Control+v')),
    ...undoing('duplicate', press('Control+d')),
    ...undoing('drag a copy', () => dragCopy(page)),
    ...undoing('cut', press('Control+x')),
    ...undoing('delete', press('Delete')),
    { name: 'drop of a file', act: () => dropFile(stage) },
    { name: 'undo the drop', act: press('Control+z') },
    { name: 'drop while another draws', act: () => whileDrawing(stage, () => dropFile(stage)) },
    { name: 'undo that drop', act: press('Control+z') },
    { name: 'open again', act: () => page.reload() },
    ...['json', 'svg', 'png', 'pdf', 'pptx'].map(http),
  ]
}
