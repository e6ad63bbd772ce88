/** The library of this browser: what is kept on one board is put on another. */
import { closeSync, ftruncateSync, openSync } from 'node:fs'
import type { FileChooser, Page } from '@playwright/test'
import { MAX_BOARD_FILE_BYTES } from '../../lib/page/files/read-text.ts'
import { expect, test } from '../support/e2e/test.ts'

const library = {
  type: 'excalidrawlib',
  version: 2,
  libraryItems: [
    { id: 'a', name: 'Cloud', elements: [{ id: '1', type: 'ellipse', x: 0, y: 0, width: 100, height: 60 }] },
    {
      id: 'b',
      name: 'Pair',
      elements: [
        { id: '1', type: 'rectangle', x: 0, y: 0, width: 60, height: 60 },
        { id: '2', type: 'diamond', x: 80, y: 0, width: 60, height: 60 },
      ],
    },
  ],
}

async function openLibrary(page: Page) {
  await page.getByRole('button', { name: 'Menu', exact: true }).click()
  await page.getByRole('menuitemcheckbox', { name: 'Library' }).click()
}
async function chooseFile(page: Page, file: Parameters<FileChooser['setFiles']>[0]) {
  const chooser = page.waitForEvent('filechooser')
  await page.getByRole('button', { name: 'From file' }).click()
  await (await chooser).setFiles(file)
}
const put = (page: Page, name: string) => page.getByRole('button', { name: `Put ${name} on the board` })

test('what is kept in the library is there on the next board, by click and by drag', async ({ enter, product }) => {
  const { page, tool } = await enter()
  await tool('Ellipse').click()
  await page.mouse.move(400, 200)
  await page.mouse.down()
  await page.mouse.move(500, 260, { steps: 4 })
  await page.mouse.up()
  await page.keyboard.press('Enter')
  await page.keyboard.type('Start')
  await page.keyboard.press('Escape')
  await openLibrary(page)
  await page.getByRole('button', { name: 'Keep selection' }).click()
  await expect(put(page, 'Start')).toBeVisible()
  await page.goto(`${product.url}/r/library-next`)
  await expect(tool('Rectangle')).toBeVisible()
  await openLibrary(page)
  await put(page, 'Start').click()
  const centres = async () => {
    const answer = await page.request.get(`${product.url}/api/rooms/library-next/export/json`)
    const { shapes = [] } = (await answer.json()) as { shapes?: { placement: Record<'x' | 'y' | 'w' | 'h', number> }[] }
    return shapes.map(({ placement: { x, y, w, h } }) => [Math.round(x + w / 2), Math.round(y + h / 2)])
  }
  await expect.poll(centres).toEqual([[640, 400]])
  await put(page, 'Start').dragTo(page.getByRole('application'), { targetPosition: { x: 400, y: 600 } })
  await expect.poll(centres).toEqual([
    [640, 400],
    [400, 600],
  ])
})

test('a library of Excalidraw is read item by item, and an item can be removed', async ({ enter }) => {
  const { page } = await enter()
  await openLibrary(page)
  const buffer = Buffer.from(JSON.stringify(library))
  await chooseFile(page, { name: 'my.excalidrawlib', mimeType: 'application/json', buffer })
  await expect(put(page, 'Pair')).toBeVisible()
  await put(page, 'Cloud').hover()
  await page.getByRole('button', { name: 'Remove Cloud' }).click()
  await expect(put(page, 'Cloud')).toBeHidden()
  await page.reload()
  await openLibrary(page)
  await expect(page.getByRole('button', { name: /^Put / })).toHaveCount(1)
})

test('a library of 249 items is there as a whole, in the order of its file, also after a reload', async ({ enter }) => {
  // Each has a picture of its own to paint, which says nothing about the order.
  test.setTimeout(180_000)
  const { page } = await enter()
  await openLibrary(page)
  const libraryItems = Array.from({ length: 249 }, (_, i) => ({
    id: `i${i}`,
    name: `Item ${i + 1}`,
    elements: [{ id: 't', type: 'text', x: 0, y: 0, width: 90, height: 25, text: `word ${i + 1}`, fontFamily: 5 }],
  }))
  const buffer = Buffer.from(JSON.stringify({ ...library, libraryItems }))
  await chooseFile(page, { name: 'large.excalidrawlib', mimeType: 'application/json', buffer })
  const all = page.getByRole('button', { name: /^Put / })
  await expect(all).toHaveCount(249, { timeout: 120_000 })
  await page.reload()
  await openLibrary(page)
  await expect(all).toHaveCount(249)
  await expect(all.first()).toHaveAccessibleName('Put Item 1 on the board')
  await expect(all.last()).toHaveAccessibleName('Put Item 249 on the board')
})

test('DC8 a file beyond the limit is refused in words before it is read, and the library stays as it was', async ({
  enter,
}, info) => {
  const { page } = await enter()
  await openLibrary(page)
  const path = info.outputPath('huge.excalidrawlib')
  const file = openSync(path, 'w')
  ftruncateSync(file, MAX_BOARD_FILE_BYTES + 1)
  closeSync(file)
  await chooseFile(page, path)
  await expect(page.getByText('huge.excalidrawlib is too large')).toBeVisible()
  await expect(page.getByRole('button', { name: /^Put / })).toHaveCount(0)
  const buffer = Buffer.from(JSON.stringify(library))
  await chooseFile(page, { name: 'my.excalidrawlib', mimeType: 'application/json', buffer })
  await expect(put(page, 'Pair')).toBeVisible()
})
