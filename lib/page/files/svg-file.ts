/** Board or selection as one SVG file, with images, fonts and, when asked, the board itself inside. */
import { inTurns, type LongWork } from '../../document/long-work.ts'
import { writeDataUrl } from '../../interchange/data-url.ts'
import { excalidrawPayload } from '../../interchange/embedded-scene.ts'
import { printingSvg, type SvgOptions } from '../../print/print-svg.ts'
import type { Shape } from '../../shapes/registry.ts'
import type { RoomApi } from '../server/room-api.ts'
import { fetchAssets } from './board-files.ts'
import { fontCssFor, wordsIn } from './embedded-fonts.ts'

interface SvgFileOptions extends Pick<SvgOptions, 'context' | 'theme' | 'background' | 'title'> {
  readonly shapes: readonly Shape[]
  readonly api: RoomApi
  readonly turns: LongWork
  /** A board file to hide inside, so that the picture can be opened again. */
  readonly scene?: string
  /** The same for Excalidraw. */
  readonly excalidraw?: string
}

export async function writeSvg({ shapes, api, turns, scene, excalidraw, ...look }: SvgFileOptions): Promise<Blob> {
  const assets = await fetchAssets(shapes, api)
  const print = (fontCss: string) =>
    inTurns(
      turns,
      printingSvg({
        ...look,
        shapes,
        assets: new Map([...assets].map(([name, asset]) => [name, writeDataUrl(asset)])),
        ...(scene === undefined ? {} : { embedScene: scene }),
        ...(fontCss === '' ? {} : { fontCss }),
      }),
    )
  const plain = await print('')
  const fontCss = await fontCssFor(await inTurns(turns, wordsIn(plain)), document)
  const svg = fontCss === '' ? plain : await print(fontCss)
  const whole = excalidraw === undefined ? svg : svg.replace(/<\/svg>$/, () => `${excalidrawPayload(excalidraw)}</svg>`)
  return new Blob([whole], { type: 'image/svg+xml' })
}
