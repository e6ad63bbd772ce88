/** The canvas port: draws what the editor holds, turns the element's events into editor input. */
import type { Clock } from '../base/clock.ts'
import type { Editor } from '../editor/editor.ts'
import type { Box } from '../geometry/box.ts'

export interface CanvasOptions {
  readonly container: HTMLDivElement
  readonly editor: Editor
  readonly theme: 'light' | 'dark'
  /** Resolves an asset hash to something drawable; called once per hash, `redraw` when it has arrived. */
  readonly assets: AssetSource
  /** The system's when left out. */
  readonly clock?: Clock
}
export interface AssetSource {
  /** The decoded image, or undefined while it loads; `onReady` is called when a later call would answer. */
  image(asset: string, onReady: () => void): ImageBitmap | HTMLImageElement | undefined
}

export interface Canvas {
  setTheme(theme: 'light' | 'dark'): void
  /** Measures everything again, drops caches and paints anew: fonts have loaded. */
  invalidate(): void
  /** Paints a board region at `scale` into a new canvas: export, thumbnails, exactness test. */
  render(region: Box, options: RenderOptions): HTMLCanvasElement
  /** Figures for the bench and the exactness test. */
  readonly stats: CanvasStats
  close(): void
}
export interface RenderOptions {
  readonly scale: number
  readonly theme: 'light' | 'dark'
  readonly background: boolean
  /** Only these shapes; all when left out. */
  readonly only?: ReadonlySet<string>
  /** With the grid of the editor's settings; without it when left out. */
  readonly grid?: boolean
  /** Without the names that a screen shows above the board, at the screen's own size. */
  readonly withoutCaptions?: true
  /** Device pixels of a CSS pixel, when `scale` counts device pixels of a screen: 1 when left out. */
  readonly pixelRatio?: number
}
export interface CanvasStats {
  readonly framesPainted: number
  readonly tilesReady: number
  readonly tileBytes: number
  /** The camera rests and nothing is left to repaint. */
  readonly isSettled: boolean
}
