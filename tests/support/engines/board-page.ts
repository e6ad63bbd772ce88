/** A person at a board in any engine: what can be seen by role and name, and a hand on mouse and keys. */
import { setTimeout as wait } from 'node:timers/promises'
import type { Spot } from '../e2e/room-page.ts'
import type { EnginePage, Plain } from './engine.ts'

const LIMIT_MS = 25_000
const POLL_MS = 100

/** Waits until the page answers with something true; says what was wanted when it never does. */
export async function until<A extends readonly Plain[], R>(
  page: EnginePage,
  wanted: string,
  task: (...args: A) => R,
  ...args: A
): Promise<NonNullable<Awaited<R>>> {
  const deadline = AbortSignal.timeout(LIMIT_MS)
  for (;;) {
    const answer = await page.run(task, ...args)
    if (answer) return answer
    if (deadline.aborted) throw new Error(`${page.name}: never ${wanted}`)
    await wait(POLL_MS)
  }
}

/** The middle of the visible element that a selector finds, scrolled into sight; null when there is none. */
const middleOf = (selector: string): Spot | null => {
  for (const found of document.querySelectorAll(selector)) {
    found.scrollIntoView({ block: 'nearest' })
    const { x, y, width, height } = found.getBoundingClientRect()
    if (width > 0 && height > 0) return { x: x + width / 2, y: y + height / 2 }
  }
  return null
}

/** The middle of a control that says exactly these words. */
const middleOfWords = (words: string): Spot | null => {
  const all = document.querySelectorAll('button, [role^=menuitem], [role=tab], a')
  for (const found of all) {
    const name =
      found.getAttribute('aria-label') ?? found.querySelector('[class*=label]')?.textContent ?? found.textContent
    const { x, y, width, height } = found.getBoundingClientRect()
    if (name?.trim() === words && width > 0) return { x: x + width / 2, y: y + height / 2 }
  }
  return null
}

export interface BoardPage {
  readonly page: EnginePage
  readonly open: (url: string) => Promise<void>
  press(name: string): Promise<void>
  pressSelector(selector: string): Promise<void>
  draw(key: string, from: Spot, to: Spot): Promise<void>
  see(selector: string): Promise<void>
  isGone(selector: string): Promise<void>
  saved(): Promise<void>
  /** The words of the selection as assistive technology hears them. */
  heard(words: string): Promise<void>
}

export function boardPage(page: EnginePage): BoardPage {
  const see = async (selector: string) =>
    void (await until(
      page,
      `shown: ${selector}`,
      (wanted: string) => document.querySelector(wanted) !== null,
      selector,
    ))
  const board: BoardPage = {
    page,
    see,
    async open(url) {
      await page.open(url)
      await page.run(() => {
        const me = { userId: `test-${Math.random()}`, name: 'Ada', color: '#0b7285' }
        localStorage.setItem('inkroom.me', JSON.stringify(me))
      })
      await page.reload()
      await see('[role=toolbar] button')
      await see('[role=status][data-state=saved]')
    },
    async press(name) {
      await page.click(await until(page, `shown: ${name}`, middleOfWords, name))
    },
    async pressSelector(selector) {
      await page.click(await until(page, `shown: ${selector}`, middleOf, selector))
    },
    async draw(key, from, to) {
      await page.press(key)
      await page.drag(from, to)
    },
    async isGone(selector) {
      await until(page, `gone: ${selector}`, (wanted: string) => document.querySelector(wanted) === null, selector)
    },
    saved: () => see('[role=status][data-state=saved]'),
    async heard(words) {
      const live = (wanted: string) =>
        [...document.querySelectorAll('[aria-live], [role=status]')].some((place) =>
          place.textContent?.includes(wanted),
        )
      await until(page, `heard: ${words}`, live, words)
    },
  }
  return board
}
