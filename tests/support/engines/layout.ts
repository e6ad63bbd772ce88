/** How the controls of a panel lie: in rows, inside it, none over another. */
import type { EnginePage } from './engine.ts'

export interface PanelLayout {
  /** The number of controls in each row, from top to bottom. */
  readonly rows: readonly number[]
  /** One line for each control that leaves its panel or lies over another. */
  readonly faults: readonly string[]
}

/** Measured inside the page. A panel that scrolls may be higher than it shows; nothing may be wider. */
export const layoutOf = (page: EnginePage, selector: string): Promise<PanelLayout | null> =>
  page.run((wanted: string): PanelLayout | null => {
    const CONTROLS = 'button, input, select, textarea, a[href], [role^=menuitem], [role=slider], [role=option]'
    const panel = [...document.querySelectorAll(wanted)].find((found) => found.getBoundingClientRect().width > 0)
    if (!panel) return null
    const edge = panel.getBoundingClientRect()
    const nameOf = (control: Element) =>
      (control.getAttribute('aria-label') ?? control.textContent ?? control.tagName).trim().slice(0, 40)
    const isClipped = (control: Element): boolean => {
      // What is scrolled away inside its panel is reached by scrolling.
      for (let box = control.parentElement; box && box !== panel.parentElement; box = box.parentElement) {
        if (box.scrollWidth > box.clientWidth + 1 && getComputedStyle(box).overflowX !== 'visible') return true
      }
      return false
    }
    const isHidden = (control: Element) =>
      control.closest('[aria-hidden=true]') !== null || getComputedStyle(control).visibility === 'hidden'
    const controls = [...panel.querySelectorAll(CONTROLS)]
      .filter((control) => !isHidden(control))
      .map((control) => ({ control, name: nameOf(control), box: control.getBoundingClientRect() }))
      .filter(({ box }) => box.width > 1 && box.height > 1)
    const faults: string[] = []
    for (const { control, name, box } of controls) {
      if (box.left < edge.left - 1 || box.right > edge.right + 1) {
        if (!isClipped(control)) faults.push(`${name} leaves its panel sideways`)
      }
    }
    for (const [index, one] of controls.entries()) {
      for (const other of controls.slice(index + 1)) {
        if (one.control.contains(other.control) || other.control.contains(one.control)) continue
        const width = Math.min(one.box.right, other.box.right) - Math.max(one.box.left, other.box.left)
        const height = Math.min(one.box.bottom, other.box.bottom) - Math.max(one.box.top, other.box.top)
        if (width > 1 && height > 1) faults.push(`${one.name} lies over ${other.name}`)
      }
    }
    const rows: { middle: number; count: number }[] = []
    for (const { box } of controls) {
      const middle = box.top + box.height / 2
      const row = rows.find((known) => Math.abs(known.middle - middle) < 9)
      if (row) row.count += 1
      else rows.push({ middle, count: 1 })
    }
    return { rows: rows.sort((one, other) => one.middle - other.middle).map(({ count }) => count), faults }
  }, selector)
