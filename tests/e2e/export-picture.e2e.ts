/** Pictures of the board: what they show, how large they are, and what travels inside. */
import { readFileSync } from 'node:fs'
import type { Page } from '@playwright/test'
import { difference, inked, type Picture, pictureOf } from '../support/e2e/pictures.ts'
import type { RoomPage } from '../support/e2e/room-page.ts'
import { expect, test } from '../support/e2e/test.ts'

interface Choices {
  readonly format?: 'PNG' | 'SVG'
  readonly scale?: '1×' | '2×' | '3×'
  readonly switches?: readonly RegExp[]
}

/** Through the dialog, as people do it. */
async function exported(
  { page }: RoomPage,
  { format = 'PNG', scale = '1×', switches = [] }: Choices = {},
): Promise<Buffer> {
  await page.keyboard.press('Control+Shift+e')
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('radio', { name: format, exact: true }).click()
  if (format === 'PNG') await dialog.getByRole('radio', { name: scale }).click()
  for (const name of switches) await dialog.getByRole('switch', { name }).click()
  const download = page.waitForEvent('download')
  await dialog.getByRole('button', { name: 'Download' }).click()
  const bytes = readFileSync(await (await download).path())
  await expect(dialog).toBeHidden()
  return bytes
}

const sizeOf = (png: Buffer) => ({ width: png.readUInt32BE(16), height: png.readUInt32BE(20) })

/** A board with closed forms, a stroke, an arrow and words. */
async function drawSome(room: RoomPage) {
  const { page } = room
  await room.draw('Rectangle', { x: 420, y: 220 }, { x: 580, y: 320 })
  await room.draw('Ellipse', { x: 640, y: 220 }, { x: 800, y: 320 })
  await room.draw('Arrow', { x: 500, y: 420 }, { x: 700, y: 480 })
  await room.draw('Draw', { x: 760, y: 420 }, { x: 860, y: 500 })
  await page.keyboard.press('t')
  await page.mouse.click(440, 540)
  await page.keyboard.type('Words of the board')
  await page.keyboard.press('Escape')
  await page.keyboard.press('Escape')
  await room.expectSaved()
  await page.evaluate(() => document.fonts.ready)
}

const onScreen = async (page: Page): Promise<Picture> =>
  pictureOf(await page.screenshot({ clip: { x: 380, y: 190, width: 540, height: 420 } }))

test('I46 the picture of a board is what the screen shows', async ({ enter }) => {
  const ada = await enter()
  await drawSome(ada)
  const screen = inked(await onScreen(ada.page))
  const picture = inked(pictureOf(await exported(ada)))
  expect([picture.width, picture.height]).toEqual([screen.width, screen.height])
  expect(difference(picture, screen)).toBeLessThan(0.002)
  const dark = pictureOf(await exported(ada, { switches: [/Dark/] }))
  expect(Math.max(...dark.at(2, 2))).toBeLessThan(60)
  expect(inked(dark).width).toBe(screen.width)
})

test('I46 a picture has the asked size, only what was selected, and no paper when told so', async ({ enter }) => {
  const ada = await enter()
  const { page } = ada
  await drawSome(ada)
  const all = sizeOf(await exported(ada))
  for (const [scale, times] of [
    ['2×', 2],
    ['3×', 3],
  ] as const) {
    const { width, height } = sizeOf(await exported(ada, { scale }))
    expect([width, height], scale).toEqual([all.width * times, all.height * times])
  }
  await page.mouse.click(420, 270)
  const one = inked(pictureOf(await exported(ada)))
  expect(one.width).toBeGreaterThan(150)
  expect(one.width).toBeLessThan(180)
  const png = await exported(ada, { switches: [/Background/] })
  const corner = await page.evaluate(
    async (bytes) => {
      const bitmap = await createImageBitmap(new Blob([new Uint8Array(bytes)], { type: 'image/png' }))
      const context = new OffscreenCanvas(bitmap.width, bitmap.height).getContext('2d')
      context?.drawImage(bitmap, 0, 0)
      return context?.getImageData(1, 1, 1, 1).data[3]
    },
    [...png],
  )
  expect(corner).toBe(0)
})

test('I46 a frame alone is a picture with the edges of the frame', async ({ enter, joinStock }) => {
  const ada = await enter()
  const stock = await joinStock()
  const { page } = ada
  await page.keyboard.press('f')
  await page.mouse.move(400, 250)
  await page.mouse.down()
  await page.mouse.move(700, 450, { steps: 4 })
  await page.mouse.up()
  await expect.poll(() => stock.types()).toEqual(['frame'])
  await page.keyboard.press('Escape')
  // Half of it lies outside.
  await ada.draw('Rectangle', { x: 600, y: 300 }, { x: 690, y: 380 })
  await ada.expectSaved()
  await page.mouse.click(400, 350)
  const { width, height } = pictureOf(await exported(ada))
  expect([width, height]).toEqual([300, 200])
})

test('I46 beyond 8192 px the picture is made smaller, and that is said', async ({ enter }) => {
  const ada = await enter()
  const { page } = ada
  await ada.draw('Rectangle', { x: 400, y: 250 }, { x: 500, y: 350 })
  for (let step = 0; step < 10; step += 1) await page.keyboard.press('Control+-')
  await ada.draw('Rectangle', { x: 1100, y: 600 }, { x: 1140, y: 640 })
  await ada.expectSaved()
  await page.keyboard.press('Control+Shift+e')
  await page.getByRole('radio', { name: '3×' }).click()
  await expect(page.getByRole('dialog').getByRole('status')).toContainText('smaller')
  await page.keyboard.press('Escape')
  const large = await exported(ada, { scale: '3×' })
  const { width, height } = sizeOf(large)
  expect(Math.max(width, height)).toBeGreaterThan(8000)
  expect(Math.max(width, height)).toBeLessThanOrEqual(8192)
  // A canvas beyond the limit is blank, and packs to nearly nothing.
  expect(large.length).toBeGreaterThan(20_000)
})

test('I46 an SVG brings the fonts of its words and looks the same where they are not installed', async ({
  enter,
  browser,
}) => {
  const ada = await enter()
  await drawSome(ada)
  const svg = await exported(ada, { format: 'SVG' })
  const code = svg.toString('utf8')
  expect(code).toContain('@font-face')
  expect(code).toMatch(/font\/woff2;base64,/)
  expect(svg.length).toBeLessThan(300_000)
  const picture = inked(pictureOf(await exported(ada)))
  // A page of nobody's, without any font of ours.
  const context = await browser.newContext({ viewport: { width: 700, height: 600 } })
  const page = await context.newPage()
  const shownAlone = async (markup: string) => {
    const url = `data:image/svg+xml;base64,${Buffer.from(markup).toString('base64')}`
    await page.setContent(`<body style="margin:0"><img src="${url}"></body>`)
    await page.evaluate(() => document.querySelector('img')?.decode())
    return inked(pictureOf(await page.screenshot()))
  }
  const alone = await shownAlone(code)
  expect(Math.abs(alone.width - picture.width)).toBeLessThanOrEqual(1)
  const without = await shownAlone(code.replaceAll('@font-face', '@font-gone'))
  // Sketched lines fall between pixels here and there, alike in both: only the words tell them apart.
  expect(difference(alone, picture)).toBeLessThan(0.05)
  expect(difference(alone, picture)).toBeLessThan(difference(without, picture))
  await context.close()
})
