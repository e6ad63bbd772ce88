/** One page in one browser engine, driven by real input: the same words for Chromium, Firefox and WebKit. */
import type { Spot } from '../e2e/room-page.ts'

export const engineNames = ['chromium', 'firefox', 'webkit'] as const
export type EngineName = (typeof engineNames)[number]

export interface Viewport {
  readonly width: number
  readonly height: number
}

/** What is handed to the page and back again must survive JSON. */
export type Plain = string | number | boolean | null | readonly Plain[] | { readonly [key: string]: Plain }

export interface EnginePage {
  readonly name: EngineName
  open(url: string): Promise<void>
  reload(): Promise<void>
  /** Runs a function inside the page. It sees its arguments only. */
  run<A extends readonly Plain[], R>(task: (...args: A) => R, ...args: A): Promise<Awaited<R>>
  click(spot: Spot): Promise<void>
  drag(from: Spot, to: Spot): Promise<void>
  /** A key, or several held together: `Control+a`, `Escape`, `?`. */
  press(keys: string): Promise<void>
  type(words: string): Promise<void>
  resize(viewport: Viewport): Promise<void>
  /** The window as PNG bytes. */
  picture(): Promise<Buffer>
  close(): Promise<void>
}

/** Keys by the names that `KeyboardEvent.key` gives them, as WebDriver wants them. */
export const webDriverKeys: Readonly<Record<string, string>> = {
  Alt: '\uE00A',
  ArrowDown: '\uE015',
  ArrowLeft: '\uE012',
  ArrowRight: '\uE014',
  ArrowUp: '\uE013',
  Backspace: '\uE003',
  Control: '\uE009',
  Delete: '\uE017',
  End: '\uE010',
  Enter: '\uE007',
  Escape: '\uE00C',
  F10: '\uE03A',
  Home: '\uE011',
  Shift: '\uE008',
  Tab: '\uE004',
}

/** `Control+a` as its parts; a lone `+` is a key. */
export const keysOf = (keys: string): readonly string[] => (keys.length > 1 ? keys.split('+') : [keys])
