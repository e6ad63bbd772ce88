/** The panel of styles: all of it in sight on a laptop, and large enough to be hit. */
import type { RoomPage } from '../support/e2e/room-page.ts'
import { expect, test } from '../support/e2e/test.ts'

const MIN_TARGET_PX = 32

const panel = ({ page }: RoomPage) => page.getByRole('region', { name: 'Style' })
const hidden = (ada: RoomPage) => panel(ada).evaluate((element) => element.scrollHeight - element.clientHeight)
const smallTargets = (ada: RoomPage) =>
  panel(ada).evaluate(
    (element, least) =>
      [...element.querySelectorAll('button, select')]
        .map((each) => ({ name: each.getAttribute('aria-label'), box: each.getBoundingClientRect() }))
        .filter(({ box }) => box.width < least || box.height < least)
        .map(({ name }) => name),
    MIN_TARGET_PX,
  )

async function write(ada: RoomPage, words: string) {
  await ada.page.keyboard.press('Enter')
  await expect(ada.page.getByRole('textbox', { name: 'Text' })).toBeFocused()
  await ada.page.keyboard.type(words)
  await ada.page.keyboard.press('Escape')
}

test('I54 the whole panel is in sight at 1280 x 800, whatever is selected, and nothing on it is small', async ({
  enter,
}) => {
  const ada = await enter({ name: 'Ada' })
  const { page } = ada
  await ada.draw('Rectangle', { x: 500, y: 200 }, { x: 620, y: 300 })
  await page.keyboard.press('Control+a')
  await write(ada, 'words')
  await expect(panel(ada).getByRole('tab')).toHaveText(['Stroke', 'Fill', 'Text'])
  await panel(ada).getByRole('tab', { name: 'Fill' }).click()
  await panel(ada).getByRole('button', { name: 'Fill: Light blue' }).click()
  await expect(panel(ada).getByRole('button', { name: 'Fill style: Hatched' })).toBeVisible()
  expect(await hidden(ada), 'a rectangle with words').toBeLessThanOrEqual(0)
  expect(await smallTargets(ada)).toEqual([])

  await ada.draw('Arrow', { x: 700, y: 200 }, { x: 900, y: 400 })
  await ada.draw('Sticky note', { x: 700, y: 500 }, { x: 900, y: 700 })
  await page.keyboard.press('Control+a')
  await expect(panel(ada).getByRole('combobox', { name: 'Arrow end' })).toBeVisible()
  await expect(panel(ada).getByRole('button', { name: 'Vertical: Top' })).toBeVisible()
  await expect(panel(ada).getByRole('button', { name: 'Align left', exact: true })).toBeInViewport({ ratio: 1 })
  await expect(panel(ada).getByRole('button', { name: 'Flip vertically', exact: true })).toBeInViewport({ ratio: 1 })
  expect(await hidden(ada), 'a shape, an arrow and a note').toBeLessThanOrEqual(0)
  expect(await smallTargets(ada)).toEqual([])
})

test('I54 kinds of colour share a palette: a press leaves the keys to the board, S and G lead into it', async ({
  enter,
  joinStock,
}) => {
  const ada = await enter({ name: 'Ada' })
  const { shapes } = await joinStock()
  await ada.draw('Rectangle', { x: 500, y: 200 }, { x: 620, y: 300 })
  await ada.page.keyboard.press('Control+a')
  await panel(ada).getByRole('tab', { name: 'Fill' }).click()
  await panel(ada).getByRole('button', { name: 'Fill: Light green' }).click()
  await expect(ada.page.getByRole('application')).toBeFocused()
  await ada.page.keyboard.press('s')
  await expect(panel(ada).getByRole('button', { name: 'Stroke: Black' })).toBeFocused()
  await ada.page.keyboard.press('g')
  await expect(panel(ada).getByRole('button', { name: 'Fill: None' })).toBeFocused()
  await expect.poll(() => [...shapes.values()][0]?.get('fill')).toBe('#b2f2bb')
})

test('I151 lines come into a list from the panel while a text is typed, and typing goes on', async ({
  enter,
  joinStock,
}) => {
  const ada = await enter({ name: 'Ada' })
  const { shapes } = await joinStock()
  const { page } = ada
  await page.keyboard.press('t')
  await page.mouse.click(500, 300)
  await page.keyboard.type('one')
  await page.keyboard.press('Enter')
  await page.keyboard.type('two')
  const bullets = panel(ada).getByRole('button', { name: 'List: Bulleted list' })
  await bullets.click()
  await expect(bullets).toHaveAttribute('aria-pressed', 'true')
  await expect(page.getByRole('textbox', { name: 'Text' })).toBeFocused()
  await page.keyboard.type(' more')
  await page.keyboard.press('ArrowUp')
  await expect(bullets).toHaveAttribute('aria-pressed', 'false')
  await page.keyboard.press('Escape')
  await expect(ada.status).toHaveAttribute('data-state', 'saved')
  const text = () => shapes.toJSON() as Record<string, { text?: string }>
  expect(JSON.stringify(text())).toContain('two more')
  await bullets.click()
  await expect(bullets).toHaveAttribute('aria-pressed', 'true')
  await page.keyboard.press('Control+z')
  await expect(bullets).toHaveAttribute('aria-pressed', 'false')
})
