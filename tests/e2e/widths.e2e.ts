/** From a small phone to a wide wall: nothing lies over anything, and nothing is cut off. */
import type { Page } from '@playwright/test'
import { collisions } from '../support/e2e/collisions.ts'
import { expect, test } from '../support/e2e/test.ts'

const LONG = 'Quarterly planning of the northern and southern regions together, second attempt'
const STEP = 20
const widths = [
  ...Array.from({ length: (1600 - 320) / STEP + 1 }, (_none, index) => 320 + index * STEP),
  ...[1920, 2560, 3840],
]
/** The widest that is held in the hand. */
const HAND_HELD = 1400
const everyNth = (all: readonly number[], n: number) => all.filter((_, nth) => nth % n === 0)

// The longest file comes last by its name: its tests may go to whoever is free.
test.describe.configure({ mode: 'parallel' })

async function sweep(page: Page, all: readonly number[]): Promise<readonly string[]> {
  const faults: string[] = []
  for (const width of all) {
    await page.setViewportSize({ width, height: 800 })
    // The layout of the new size, drawn.
    await page.evaluate(() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))))
    faults.push(...(await collisions(page)).map((fault) => `${width}: ${fault}`))
  }
  return faults
}

const LONG_CHINESE = '北方和南方地区季度计划的第二次讨论，以及所有尚未解决的问题和下一步的安排'
const touch = { hasTouch: true, isMobile: true, viewport: { width: 1280, height: 800 } }

for (const [language, title, device, hand] of [
  ['en', LONG, {}, 'a mouse'],
  ['zh', LONG_CHINESE, {}, 'a mouse'],
  ['en', LONG, touch, 'fingers'],
  ['de', 'Vierteljahresplanung der nördlichen und südlichen Regionen, zweiter Versuch', {}, 'a mouse'],
  ['fr', 'Planification trimestrielle des régions du nord et du sud, deuxième tentative', {}, 'a mouse'],
  ['es', 'Planificación trimestral de las regiones del norte y del sur, segundo intento', {}, 'a mouse'],
] as const) {
  test(`I42 no control covers another or is cut off at any width, with a long title (${language}, ${hand})`, async ({
    enter,
  }) => {
    test.setTimeout(120_000)
    const held = device === touch ? widths.filter((width) => width <= HAND_HELD) : widths
    // Longer words collide over a range of widths, not at one.
    const swept = ['en', 'zh'].includes(language) ? held : everyNth(held, 4)
    const ada = await enter({ name: 'Ada', device })
    const { page } = ada
    await page.evaluate((chosen) => localStorage.setItem('inkroom.language', JSON.stringify(chosen)), language)
    await page.reload()
    await expect(page.getByRole('toolbar').first()).toBeVisible()
    const field = page.locator('header input')
    await field.fill(title)
    await field.press('Enter')
    // The empty board has an offer of its own.
    expect(await sweep(page, everyNth(held, 8))).toEqual([])
    await page.setViewportSize({ width: 1280, height: 800 })
    await page.mouse.move(600, 400)
    await page.keyboard.press('r')
    await page.mouse.down()
    await page.mouse.move(700, 480, { steps: 3 })
    await page.mouse.up()
    await expect(ada.status).toHaveAttribute('data-state', 'saved')
    expect(await sweep(page, swept)).toEqual([])
    await page.context().setOffline(true)
    await page.keyboard.press('Control+d')
    await expect(ada.status).toHaveAttribute('data-state', 'offline', { timeout: 30_000 })
    // The same layout with another word in the status.
    expect(await sweep(page, everyNth(swept, 2))).toEqual([])
  })
}
