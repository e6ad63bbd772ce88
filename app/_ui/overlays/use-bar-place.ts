import { type RefObject, useLayoutEffect, useReducer, useState } from 'react'
import type { Box } from '../../../lib/geometry/box.ts'
import { type BarRoom, placeBar } from './bar-place.ts'

const DOCK_GAP = 4
/** What stands over the board and says so with `data-panel`. */
const PANELS = 'main [data-panel]'

const boxOf = ({ x, y, width, height }: DOMRect): Box => ({ x, y, w: width, h: height })

/** What can be seen of the page: the keyboard of a phone covers it and leaves its size alone. */
function visibleWindow(): Box {
  const seen = window.visualViewport
  return seen
    ? { x: seen.offsetLeft, y: seen.offsetTop, w: seen.width, h: seen.height }
    : { x: 0, y: 0, w: window.innerWidth, h: window.innerHeight }
}

/** A keyboard takes more than this part of the window; bars of the browser take less. */
const KEYBOARD_SHARE = 0.2
const isKeyboardUp = (seen: Box): boolean => window.innerHeight - seen.h > window.innerHeight * KEYBOARD_SHARE

interface Wanted extends Pick<BarRoom, 'around' | 'near'> {
  /** Lies on the on-screen keyboard while there is one. */
  readonly isDocking?: boolean
}

/** Keeps a bar beside what it belongs to, measured after each render; null until it has been measured. */
export function useBarPlace(
  bar: RefObject<HTMLElement | null>,
  { around, near, isDocking = false }: Wanted,
): { readonly left: number; readonly top: number } | null {
  const [place, setPlace] = useState<{ readonly left: number; readonly top: number } | null>(null)
  const [, again] = useReducer((n: number) => n + 1, 0)
  useLayoutEffect(() => {
    const seen = window.visualViewport
    seen?.addEventListener('resize', again)
    seen?.addEventListener('scroll', again)
    return () => {
      seen?.removeEventListener('resize', again)
      seen?.removeEventListener('scroll', again)
    }
  }, [])
  useLayoutEffect(() => {
    const own = bar.current
    if (!own) return
    const seen = visibleWindow()
    const size = { w: own.offsetWidth, h: own.offsetHeight }
    const panels = [...document.querySelectorAll(PANELS)].filter((panel) => !own.contains(panel))
    const taken = panels.map((panel) => boxOf(panel.getBoundingClientRect()))
    const next =
      isDocking && isKeyboardUp(seen)
        ? { left: seen.x + (seen.w - size.w) / 2, top: seen.y + seen.h - size.h - DOCK_GAP }
        : placeBar({ bar: size, around, near, window: seen, taken })
    setPlace((now) => (now && now.left === next.left && now.top === next.top ? now : next))
  })
  return place
}
