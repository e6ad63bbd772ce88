/** The interface as people use it: the first visit, pictures that carry their board, crops, links, dialogs. */
import { readFileSync } from 'node:fs'
import type { Page } from '@playwright/test'
import { violations } from '../support/e2e/axe.ts'
import type { RoomPage } from '../support/e2e/room-page.ts'
import { expect, test } from '../support/e2e/test.ts'

const card = ({ page }: RoomPage) => page.getByRole('form', { name: 'Hello! What should we call you?' })

/** A red PNG of 40 x 20. */
const redPng = (page: Page): Promise<number[]> =>
  page.evaluate(async () => {
    const canvas = new OffscreenCanvas(40, 20)
    const context = canvas.getContext('2d')
    if (!context) throw new Error('no canvas')
    context.fillStyle = '#e03131'
    context.fillRect(0, 0, 40, 20)
    const blob = await canvas.convertToBlob({ type: 'image/png' })
    return [...new Uint8Array(await blob.arrayBuffer())]
  })

async function openFile({ page }: RoomPage, file: { name: string; mimeType: string; buffer: Buffer }) {
  const chooser = page.waitForEvent('filechooser')
  await page.keyboard.press('Control+o')
  await (await chooser).setFiles(file)
}

test('the name is asked once, and drawing on is an answer too', async ({ enter }) => {
  const ada = await enter()
  await expect(card(ada)).toBeVisible()
  expect(await violations(ada.page)).toEqual([])
  await ada.draw('Rectangle', { x: 500, y: 300 }, { x: 600, y: 380 })
  await expect(card(ada)).toBeHidden()
  await ada.expectSaved()
  await ada.page.reload()
  await expect(ada.tool('Rectangle')).toBeVisible()
  await expect(card(ada)).toBeHidden()
})

for (const format of ['PNG', 'SVG'] as const) {
  test(`DC8 a ${format} with the board inside is opened as that board`, async ({ enter, joinStock }) => {
    const ada = await enter()
    const stock = await joinStock()
    await ada.draw('Rectangle', { x: 500, y: 300 }, { x: 600, y: 380 })
    await ada.draw('Arrow', { x: 650, y: 300 }, { x: 750, y: 380 })
    await ada.expectSaved()
    const { page } = ada
    await page.keyboard.press('Control+Shift+e')
    await page.getByRole('radio', { name: format, exact: true }).click()
    await page.getByRole('switch', { name: /Embed the board/ }).click()
    const download = page.waitForEvent('download')
    await page.getByRole('button', { name: 'Download' }).click()
    const picture = readFileSync(await (await download).path())
    await page.keyboard.press('Control+a')
    await page.keyboard.press('Delete')
    await expect.poll(() => stock.shapes.size).toBe(0)
    const mimeType = format === 'PNG' ? 'image/png' : 'image/svg+xml'
    await openFile(ada, { name: `board.${format.toLowerCase()}`, mimeType, buffer: picture })
    await expect.poll(() => stock.types()).toEqual(['arrow', 'geo'])
  })
}

test('an image is cropped by its handles, and one undo takes it back', async ({ enter, joinStock }) => {
  const ada = await enter()
  const stock = await joinStock()
  const { page } = ada
  await openFile(ada, { name: 'red.png', mimeType: 'image/png', buffer: Buffer.from(await redPng(page)) })
  await expect.poll(() => stock.types()).toEqual(['image'])
  await ada.expectSaved()
  const cropOf = () => {
    const [shape] = [...stock.shapes.values()]
    return (shape?.get('crop') as { w?: number } | undefined)?.w ?? 1
  }
  await page.keyboard.press('Escape')
  await page.mouse.dblclick(640, 400)
  const crop = page.getByRole('group', { name: 'Crop the picture' })
  await expect(crop).toBeVisible()
  expect(await violations(page)).toEqual([])
  const grip = await crop.getByRole('button', { name: 'Crop handle 4' }).boundingBox()
  if (!grip) throw new Error('no handle')
  await page.mouse.move(grip.x + grip.width / 2, grip.y + grip.height / 2)
  await page.mouse.down()
  await page.mouse.move(640, 400, { steps: 4 })
  await page.mouse.up()
  await page.keyboard.press('Enter')
  await expect(crop).toBeHidden()
  await expect.poll(() => Math.round(cropOf() * 10) / 10).toBe(0.5)
  await page.keyboard.press('Control+z')
  await expect.poll(cropOf).toBe(1)
})

test('words become a link without leaving the text', async ({ enter }) => {
  const ada = await enter()
  const { page } = ada
  await ada.expectSaved()
  await page.keyboard.press('t')
  await page.mouse.click(600, 400)
  const text = page.getByRole('textbox', { name: 'Text' })
  await expect(text).toBeFocused()
  await page.keyboard.type('home')
  await page.keyboard.press('Control+a')
  await page.getByRole('button', { name: 'Link', exact: true }).click()
  await page.getByRole('textbox', { name: 'Address' }).fill('example.org')
  await page.keyboard.press('Enter')
  await expect(text.locator('a')).toHaveAttribute('href', 'https://example.org')
  await expect(text).toBeFocused()
})
