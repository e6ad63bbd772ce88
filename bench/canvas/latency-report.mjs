/** The measured waits from pen to pixel as Markdown tables. */
const shareOf = (numbers, share) => {
  const sorted = numbers.toSorted((a, b) => a - b)
  return sorted.length === 0 ? '-' : sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))].toFixed(0)
}
const line = (cells) => `| ${cells.join(' | ')} |`

export function latencyTables(runs, canvases) {
  const cases = [...new Map(runs.map(({ count, slow }) => [`${count} ${slow}`, { count, slow }])).values()]
  const titleOf = ({ count, slow }) =>
    `${count === 0 ? 'empty' : `${count.toLocaleString('en')} shapes`}${slow > 1 ? `, ${slow} times slowed` : ''}`
  const rows = canvases.map(({ name, id = name, title }) => [
    title,
    ...cases.map(({ count, slow }) => {
      const waits = runs
        .filter((run) => run.name === id && run.count === count && run.slow === slow)
        .flatMap((run) => run.waits)
      const missed = runs
        .filter((run) => run.name === id && run.count === count && run.slow === slow)
        .reduce((sum, run) => sum + run.missed, 0)
      const gone = missed === 0 ? '' : ` (${missed} missed)`
      return `${shareOf(waits, 0.5)} / ${shareOf(waits, 0.95)}${gone}`
    }),
  ])
  const head = ['p50 / p95, ms', ...cases.map(titleOf)]
  return [
    'Time from an event of the pointer until the screen has ink where the pointer was, the same strokes on all: waves of',
    "100 events, 125 a second, 9 px apart. The screen is the browser's screencast, so a frame (16.7 ms) is the resolution",
    'of one figure and all carry the same few milliseconds of capture; of hundreds of events each percentile is finer.',
    'Headless Chromium without a GPU, canvases taking turns; missed are events whose place was never inked.',
    '',
    line(head),
    line(head.map(() => '---')),
    ...rows.map(line),
  ].join('\n')
}
