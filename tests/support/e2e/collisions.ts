/** What lies over something else, or is cut off by the window, on a page as it is shown now. */
import type { Page } from '@playwright/test'

/** One line for each fault among the controls that are in sight; measured inside the page. */
export const collisions = (page: Page): Promise<readonly string[]> =>
  page.evaluate(() => {
    const CONTROLS = 'main button, main input, main [role=status], main [role=slider], main select'
    const EYE = { checkOpacity: true, checkVisibilityCSS: true }
    const nameOf = (found: Element) =>
      found.getAttribute('aria-label') ?? found.textContent?.trim().slice(0, 30) ?? found.tagName
    /** What its scrolling ancestors leave of a control. */
    const seen = (found: Element) => {
      const { left, top, right, bottom } = found.getBoundingClientRect()
      const box = { left, top, right, bottom, isScrolled: false }
      for (let outer = found.parentElement; outer; outer = outer.parentElement) {
        const { overflowX, overflowY } = getComputedStyle(outer)
        if (overflowX === 'visible' && overflowY === 'visible') continue
        const edge = outer.getBoundingClientRect()
        // A row that is meant to be swiped says so.
        if (outer.dataset.swipes !== undefined) box.isScrolled = true
        box.left = Math.max(box.left, edge.left)
        box.right = Math.min(box.right, edge.right)
        box.top = Math.max(box.top, edge.top)
        box.bottom = Math.min(box.bottom, edge.bottom)
      }
      return { ...box, fullWidth: right - left, fullLeft: left, fullRight: right }
    }
    const shown = [...document.querySelectorAll(CONTROLS)]
      .filter((found) => found.checkVisibility(EYE) && found.closest('[aria-hidden=true]') === null)
      .map((found) => ({ found, name: nameOf(found), box: seen(found) }))
      .filter(({ box }) => box.fullWidth > 2)
    const faults: string[] = []
    for (const { name, box } of shown) {
      const isCut = box.fullLeft < box.left - 1 || box.fullRight > box.right + 1
      const isOutside = box.fullLeft < -1 || box.fullRight > innerWidth + 1
      if ((isCut || isOutside) && !box.isScrolled) faults.push(`${name} is cut off`)
    }
    for (const [index, one] of shown.entries()) {
      for (const other of shown.slice(index + 1)) {
        if (one.found.contains(other.found) || other.found.contains(one.found)) continue
        const width = Math.min(one.box.right, other.box.right) - Math.max(one.box.left, other.box.left)
        const height = Math.min(one.box.bottom, other.box.bottom) - Math.max(one.box.top, other.box.top)
        if (width > 1 && height > 1) faults.push(`${one.name} lies over ${other.name}`)
      }
    }
    return faults
  })
