/** Turns the figures of moving.mjs into Markdown tables. */
const titles = {
  moving: 'All in one room move',
  lecture: 'A lecture: a thousand watch five who draw',
  writing: 'Two hundred who write: each moves, and ends a stroke a second',
}
const words = {
  server: 'server',
  people: 'people',
  moving: 'who move',
  mbitEach: 'Mbit/s each',
  cpuPercent: 'CPU %',
  p50Ms: 'in view p50 ms',
  p99Ms: 'p99 ms',
  ageP50Ms: 'age of all p50 ms',
  ageP99Ms: 'p99 ms',
  strokeP50Ms: 'stroke seen after p50 ms',
  strokeP99Ms: 'p99 ms',
  generator: 'generator',
}

function table(rows) {
  const columns = Object.keys(words).filter((key) => rows.some((row) => key in row))
  return [
    `| ${columns.map((key) => words[key]).join(' | ')} |`,
    `|${columns.map(() => ' --- |').join('')}`,
    ...rows.map((row) => `| ${columns.map((key) => row[key] ?? '-').join(' | ')} |`),
  ].join('\n')
}

/** @param {Record<string, readonly Record<string, unknown>[]>} results */
export function movingTables(results) {
  const parts = Object.entries(results).map(([name, rows]) => `### ${titles[name] ?? name}\n\n${table(rows)}`)
  return `Messages of the real clients, twenty a second from each hand that moves: Inkroom's as its page encodes them
(tests/lib/session/page-bytes compares the two), the others' as y-protocols' awareness does, though their clients send them with
every event of the pointer. Twenty people to a screen. In view: from where the hand was to being told of it; age: how old what a
reader knows of everyone is, in view or not. Several processes play the people; where they were the limit it says so.

${parts.join('\n\n')}\n`
}
