/** Two clicks near each other make a double click; the browser's own one is then not needed. */
import { distance, type Point } from '../../geometry/point.ts'
import type { PointerInput } from '../tools/tool.ts'

const TAP_MS = { mouse: 500, touch: 300, pen: 300 } as const
const TAP_DISTANCE = { mouse: 5, touch: 35, pen: 35 } as const

export class Taps {
  #last: { readonly at: number; readonly screen: Point; readonly pointer: string } | null = null
  #nativeIgnoredUntil = 0

  /** A press that ended; true for the second click of two. */
  isSecond({ pointer, screen, at }: PointerInput, isClick: boolean): boolean {
    const last = this.#last
    const isSecond =
      isClick &&
      last?.pointer === pointer &&
      at - last.at <= TAP_MS[pointer] &&
      distance(last.screen, screen) <= TAP_DISTANCE[pointer]
    this.#last = isClick && !isSecond ? { at, screen, pointer } : null
    if (isSecond) this.#nativeIgnoredUntil = at + TAP_MS.mouse
    return isSecond
  }

  /** The browser says that there was a double click; false when it is one that was told already. */
  takesNative(at: number): boolean {
    if (at <= this.#nativeIgnoredUntil) return false
    this.#nativeIgnoredUntil = at + TAP_MS.mouse
    return true
  }

  /** The next click is a first one. */
  forget(): void {
    this.#last = null
  }
}
