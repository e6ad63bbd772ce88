/** The canvas port: draws what the editor holds, turns the element's events into editor input. */
import type { Editor } from '../editor/editor.ts'
import type { Box } from '../geometry/box.ts'

export interface CanvasOptions {
  readonly container: HTMLDivElement
  readonly editor: Editor
  readonly theme: 'light' | 'dark'
  /** Resolves an asset hash to something drawable; called once per hash, `redraw` when it has arrived. */
  readonly assets: AssetSource
}
export interface AssetSource {
  /** The decoded image, or undefined while it loads; `onReady` is called when a later call would answer. */
  image(asset: string, onReady: () => void): ImageBitmap | HTMLImageElement | undefined
}

export interface Canvas {
  setTheme(theme: 'light' | 'dark'): void
  /** Drops caches and paints anew: fonts loaded, pixel ratio changed. */
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
}
export interface CanvasStats {
  readonly framesPainted: number
  readonly tilesReady: number
  readonly tileBytes: number
}
