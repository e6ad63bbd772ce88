/** A person in a room: the page behind roles and names, the hand on the mouse. */
import { type BrowserContext, expect, type Locator, type Page } from '@playwright/test'
import { countColored, countDark } from './png.ts'

export interface Spot {
  readonly x: number
  readonly y: number
}
export interface Region extends Spot {
  readonly width: number
  readonly height: number
}

export interface RoomPage {
  readonly page: Page
  readonly status: Locator
  tool(name: string): Locator
  /** Chooses a tool by its button, drags from one place to another in several moves, and selects nothing. */
  draw(tool: string, from: Spot, to: Spot): Promise<void>
  expectSaved(): Promise<void>
  /** Dark pixels in a region of the window. */
  ink(region: Region): Promise<number>
  /** Pixels in somebody's colour in a region of the window. */
  color(region: Region): Promise<number>
  /** Waits until a region has ink, or has none. */
  expectInk(region: Region, isWanted: boolean): Promise<void>
}

const MOVES = 8
/** Below this, a region counts as empty: a cursor's shadow or one stray glyph is no drawing. */
const MIN_INK = 40

/** Lets the browser remember a person, as after a first visit. */
export async function introduce(context: BrowserContext, name: string): Promise<void> {
  await context.addInitScript((who) => {
    if (localStorage.getItem('inkroom.me')) return
    localStorage.setItem('inkroom.me', JSON.stringify({ userId: `${who}-in-a-test`, name: who, color: '#0b7285' }))
  }, name)
}

export async function openRoom(context: BrowserContext, url: string): Promise<RoomPage> {
  const page = await context.newPage()
  // Choosers are taken over from the start: a key could otherwise be quicker than the wish to take over.
  page.on('filechooser', () => {})
  await page.goto(url)
  const room = roomPage(page)
  await expect(room.tool('Select')).toBeVisible({ timeout: 30_000 })
  return room
}

export function roomPage(page: Page): RoomPage {
  const ink = async (region: Region): Promise<number> => countDark(await page.screenshot({ clip: region }))
  const tool = (name: string): Locator => page.getByRole('toolbar').first().getByRole('button', { name, exact: true })
  const status = page.locator('[role=status][data-state]')
  return {
    page,
    status,
    tool,
    ink,
    color: async (region) => countColored(await page.screenshot({ clip: region })),
    async draw(name, from, to) {
      await tool(name).click()
      await page.mouse.move(from.x, from.y)
      await page.mouse.down()
      await page.mouse.move(to.x, to.y, { steps: MOVES })
      await page.mouse.up()
      // A selected shape lies under its selection's outline.
      await page.keyboard.press('Escape')
    },
    async expectSaved() {
      await expect(status).toHaveAttribute('data-state', 'saved', { timeout: 15_000 })
      await expect(status).toHaveAccessibleName('Saved')
    },
    async expectInk(region, isWanted) {
      const check = expect.poll(() => ink(region), { timeout: 10_000 })
      if (isWanted) await check.toBeGreaterThan(MIN_INK)
      else await check.toBeLessThan(MIN_INK)
    },
  }
}

/** The region around a drag, with some air. */
export const around = (from: Spot, to: Spot, airPx = 12): Region => ({
  x: Math.min(from.x, to.x) - airPx,
  y: Math.min(from.y, to.y) - airPx,
  width: Math.abs(to.x - from.x) + 2 * airPx,
  height: Math.abs(to.y - from.y) + 2 * airPx,
})
