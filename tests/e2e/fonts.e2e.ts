/** The fonts on the screen are the shipped ones, the same that exports are drawn with, and come only when needed. */
import { createPictureMeasurer } from '../../worker/picture-fonts.ts'
import type { RoomPage } from '../support/e2e/room-page.ts'
import { expect, test } from '../support/e2e/test.ts'

/** But for the Latin parts of them, which are loaded at leisure for a visit without a network. */
const FALLBACK = /noto-(?:sans-(?:hebrew|arabic)-(?!latin)|sans-sc-(?!latin|119)|emoji)/

async function write({ page, tool }: RoomPage, y: number, words: string) {
  await tool('Text').click()
  await page.mouse.click(500, y)
  await expect(page.getByRole('textbox', { name: 'Text' })).toBeFocused()
  await page.keyboard.insertText(words)
  await page.keyboard.press('Escape')
}

test('I59 Hebrew, Arabic and emoji are as wide on the screen as in exports; a Latin board loads no font for them', async ({
  enter,
}) => {
  const ada = await enter({ name: 'Ada' })
  const { page } = ada
  const loaded: string[] = []
  page.on('response', (response) => {
    if (FALLBACK.test(response.url())) loaded.push(response.url())
  })
  const measure = createPictureMeasurer()
  await page.getByRole('button', { name: 'Menu', exact: true }).click()
  await page.getByRole('menuitemcheckbox', { name: /^Exact/ }).click()
  const width = async (y: number) => {
    // Chosen anew: the panel shows what it found when the selection changed.
    await page.keyboard.press('Escape')
    await page.mouse.click(510, y)
    return Number(await page.getByLabel('Width').inputValue())
  }

  await write(ada, 200, 'Plain words')
  await ada.expectSaved()
  expect(loaded).toEqual([])

  const texts = [
    { words: 'שלום עולם', file: /hebrew/ },
    { words: 'مرحبا بالعالم', file: /arabic/ },
    { words: 'so 😀 and 👨‍👩‍👧 too', file: null },
  ]
  for (const [index, { words, file }] of texts.entries()) {
    const y = 300 + 100 * index
    await write(ada, y, words)
    const wanted = words.split(/(?= )/).reduce((sum, part) => sum + measure.width(part, 'hand', 20, {}), 0)
    await expect.poll(async () => Math.abs((await width(y)) - wanted), words).toBeLessThan(1)
    if (file) expect(loaded.filter((url) => file.test(url)).length).toBeGreaterThan(0)
  }
})
