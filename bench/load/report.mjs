/** Turns the figures of `run.mjs` into Markdown tables, one row a server. */
const titles = {
  cursors: 'Cursors: people in one room at 20 Hz each; the largest crowd with p99 under 100 ms',
  editing: 'Edits: 200 people in one room, 5 updates a second each',
  manyRooms: 'Rooms of two, 2 updates a second each person',
  joining: 'Joining a board of 10,000 shapes',
  durability: 'kill -9 after 1,000 edits',
  deadPeer: 'A peer that falls silent without closing: its cursor is gone after',
  idle: 'Idle connections',
  abuse: 'Forty attackers with random bytes; what two others feel',
  transports: 'The same edits by WebSocket, server-sent events and long polling',
}
const words = {
  largestCrowd: 'largest crowd',
  p50Ms: 'p50 ms',
  p99Ms: 'p99 ms',
  cpuPercent: 'CPU %',
  deliveredPercent: 'delivered %',
  memoryMb: 'memory MB',
  boardMb: 'board MB',
  oneMs: 'one join ms',
  cpuMsEach: 'CPU ms a join',
  fiftyMs: 'fifty at once ms',
  stallMs: 'others stall ms',
  rejoinMs: 'rejoin ms',
  rejoinBytes: 'rejoin bytes',
  allMs: 'until all acknowledged or seen ms',
  goneAfterS: 'seconds',
  kbPerConnection: 'kB a connection',
  othersP99Ms: 'others p99 ms',
  othersDeliveredPercent: 'others delivered %',
}

const cell = (value) => (value === null || value === undefined ? '-' : String(value))

function table(rows) {
  const columns = [...new Set(Object.values(rows).flatMap((row) => Object.keys(row)))].filter((key) => key !== 'steps')
  return [
    `| server | ${columns.map((key) => words[key] ?? key).join(' | ')} |`,
    `| --- |${columns.map(() => ' --- |').join('')}`,
    ...Object.entries(rows).map(([name, row]) => `| ${name} | ${columns.map((key) => cell(row[key])).join(' | ')} |`),
  ].join('\n')
}

/** The steps of the cursor scenario, one row a crowd. */
function stepTable(rows) {
  const crowds = [...new Set(Object.values(rows).flatMap((row) => row.steps?.map((step) => step.people) ?? []))].sort(
    (a, b) => a - b,
  )
  const names = Object.keys(rows)
  const at = (name, people) => {
    const step = rows[name].steps?.find((s) => s.people === people)
    return step ? `${step.p99Ms} ms, ${step.cpuPercent} %, ${step.deliveredPercent} %` : '-'
  }
  return [
    `| people (p99, CPU, delivered) | ${names.join(' | ')} |`,
    `| --- |${names.map(() => ' --- |').join('')}`,
    ...crowds.map((people) => `| ${people} | ${names.map((name) => at(name, people)).join(' | ')} |`),
  ].join('\n')
}

/** @param {{ pinning: string, results: Record<string, Record<string, object>> }} report */
export function loadTables({ pinning, results }) {
  const parts = [
    `Each server from its published package, as a process of its own; ${pinning}. Inkroom writes everything to disk before
it acknowledges; the others run as their documentation starts them, in memory. Messages of the warm-up that arrive late
count as delivered, so a share may pass 100 %; servers that send an author its own updates reach 200 % in rooms of two.
The delays of fifty joins hold the generator's own work: it reads 100 MB on one core meanwhile.`,
  ]
  for (const [scenario, rows] of Object.entries(results)) {
    parts.push(`### ${titles[scenario] ?? scenario}`, table(rows))
    if (scenario === 'cursors') parts.push(stepTable(rows))
  }
  return `${parts.join('\n\n')}\n`
}
