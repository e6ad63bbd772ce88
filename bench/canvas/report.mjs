/** The measured runs as Markdown tables of medians. */
import { gestures } from './gestures.mjs'

const median = (numbers) => {
  const known = numbers.filter((n) => typeof n === 'number').sort((a, b) => a - b)
  return known.length === 0 ? null : known[Math.floor((known.length - 1) / 2)]
}
const show = (number, digits = 0) => (number === null || number === undefined ? '-' : number.toFixed(digits))

function table(head, rows) {
  const line = (cells) => `| ${cells.join(' | ')} |`
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n')
}

export function canvasTables(runs, canvases) {
  const parts = ['Headless Chromium without a GPU, 1280 x 800, real input events, canvases taking turns; medians.']
  for (const count of [...new Set(runs.map((run) => run.count))]) {
    const of = (name) => runs.filter((run) => run.name === name && run.count === count)
    const used = gestures.filter(({ id }) => runs.some((run) => run.gestures[id]))
    const perGesture = (what, digits) =>
      table(
        ['', ...used.map(({ title }) => title)],
        canvases.map(({ name, title }) => [
          title,
          ...used.map(({ id }) => show(median(of(name).map((run) => run.gestures[id]?.[what])), digits)),
        ]),
      )
    const thousand = count.toLocaleString('en')
    parts.push(`### ${thousand} shapes: visible updates a second`, perGesture('perSecond'))
    parts.push(`### ${thousand} shapes: from input to painted frame, p95 in ms`, perGesture('p95'))
    parts.push(
      `### ${thousand} shapes: from the page's receiving the input to its painted frame, p95 in ms`,
      perGesture('answerP95'),
    )
    parts.push(`### ${thousand} shapes: processor time per update, ms`, perGesture('processorMsPerUpdate', 1))
    parts.push(
      `### ${thousand} shapes: opening and resting`,
      table(
        [
          '',
          'first picture, all in view (ms)',
          'heap (MB)',
          'of it beyond the Yjs document, kB a shape',
          'idle main thread (ms/s)',
        ],
        canvases.map(({ name, title }) => [
          title,
          show(median(of(name).map((run) => run.firstPictureMs))),
          show(median(of(name).map((run) => run.heapMb)), 1),
          show(median(of(name).map((run) => run.beyondKb)), 2),
          show(median(of(name).map((run) => run.idleMsPerSecond)), 1),
        ]),
      ),
    )
  }
  return parts.join('\n\n')
}
