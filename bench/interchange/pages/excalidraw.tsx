/** Excalidraw draws a file of its own, and tells where its elements lie. */
import { exportToSvg, getCommonBounds, restoreElements } from '@excalidraw/excalidraw'
import { HEIGHT, WIDTH } from '../scenes/excalidraw-scenes.ts'
import type { Drawn } from './drawn.ts'
import { show } from './show.ts'

interface File {
  readonly elements: Parameters<typeof restoreElements>[0]
  readonly files: Parameters<typeof exportToSvg>[0]['files']
}

/** What nobody sees, as large as the page: where the picture begins does not depend on names that stand above frames. */
const sheet = () =>
  restoreElements(
    [{ id: 'sheet', type: 'rectangle', x: 0, y: 0, width: WIDTH, height: HEIGHT, opacity: 0 }] as never,
    null,
  )

/** The picture as a file has it: what it writes clips with counts only once it is read again. */
const asFile = (svg: SVGSVGElement): SVGSVGElement => {
  const holder = document.createElement('div')
  holder.innerHTML = svg.outerHTML
  return holder.firstElementChild as SVGSVGElement
}

async function draw({ elements, files }: File): Promise<{ readonly drawn: readonly Drawn[] }> {
  const restored = restoreElements(elements, null)
  const appState = { exportBackground: true, viewBackgroundColor: '#ffffff', exportWithDarkMode: false }
  const all = [...restored, ...sheet()]
  const svg = await exportToSvg({ elements: all, appState, files, exportPadding: 0 })
  const [left, top] = getCommonBounds(all)
  await show(asFile(svg), { left, top })
  const labels = new Set<unknown>(restored.filter((one) => one.type === 'text' && one.containerId).map(({ id }) => id))
  const drawn = restored.flatMap((one): readonly Drawn[] => {
    if (labels.has(one.id)) return []
    const { type, x, y, width, height } = one
    if (type !== 'arrow') return [{ type, size: type === 'text' || type === 'line' ? null : { w: width, h: height } }]
    const ends = [one.points[0], one.points[one.points.length - 1]].map(([px, py]) => ({ x: x + px, y: y + py }))
    return [{ type, size: null, ends }]
  })
  return { drawn }
}
Object.assign(window, { draw })
