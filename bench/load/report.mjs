/** Turns the figures of `run.mjs` into Markdown tables, one row a server. */
const titles = {
  editing: 'Edits: 200 people in one room, 5 updates a second each',
  manyRooms: 'Rooms of two, 2 updates a second each person',
  joining: 'Joining a board of 10,000 shapes',
  durability: 'kill -9 after 1,000 edits',
  deadPeer: 'A peer that falls silent without closing: its cursor is gone after',
  idle: 'Idle connections',
  abuse: 'Forty attackers with random bytes; what two others feel',
  acknowledging: 'Acknowledged as durable: 200 people, 1,000 edits a second together',
  liveRooms: 'Two thousand rooms of two, an update a second each person',
  roomMemory: 'Memory of a live room of 10,000 shapes, beyond the bytes of its board',
  storedRooms: 'Opening a room out of 10 and out of 100,000 stored ones',
  restarting: 'A restart (SIGTERM) while 200 people draw 5 times a second',
  transports: 'The same edits by WebSocket, server-sent events and long polling: 20 people, 5 edits a second each',
}
const words = {
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
  ackP50Ms: 'acknowledged after p50 ms',
  ackP99Ms: 'p99 ms',
  beyondBytesMb: 'MB beyond, just drawn',
  reopenedMb: 'MB beyond, after a restart',
  tenStartMs: '10: start ms',
  tenP50Ms: 'open p50 ms',
  tenP99Ms: 'p99 ms',
  tenMemoryMb: 'memory MB',
  manyStartMs: '100,000: start ms',
  manyP50Ms: 'open p50 ms',
  manyP99Ms: 'p99 ms',
  manyMemoryMb: 'memory MB',
  drainMs: 'old process gone after ms',
  startMs: 'new one up after ms',
  allBackMs: 'all back after ms more',
  kbPerEdit: 'kB on the wire an edit',
  editsSeen: 'edits seen',
  othersP99Ms: 'others p99 ms',
  othersDeliveredPercent: 'others delivered %',
}

const cell = (value) => (value === null || value === undefined ? '-' : String(value))

function table(rows) {
  const columns = [...new Set(Object.values(rows).flatMap((row) => Object.keys(row)))]
  return [
    `| server | ${columns.map((key) => words[key] ?? key).join(' | ')} |`,
    `| --- |${columns.map(() => ' --- |').join('')}`,
    ...Object.entries(rows).map(([name, row]) => `| ${name} | ${columns.map((key) => cell(row[key])).join(' | ')} |`),
  ].join('\n')
}

/** @param {{ pinning: string, results: Record<string, Record<string, object>> }} report */
export function loadTables({ pinning, results }) {
  const parts = [
    `Each server from its published package, as a process of its own; ${pinning}. Inkroom writes everything to disk before
it acknowledges; the others run as their documentation starts them, in memory. Messages of the warm-up that arrive late
count as delivered, so a share may pass 100 %; servers that send an author its own updates reach 200 % in rooms of two.
What others feel of fifty joins is measured by a process of its own; the fifty themselves hold the generator's work,
which reads 100 MB on one core meanwhile. Clients are bare sockets that write and count bytes, not browsers.`,
  ]
  for (const [scenario, rows] of Object.entries(results)) {
    parts.push(`### ${titles[scenario] ?? scenario}`, table(rows))
  }
  return `${parts.join('\n\n')}\n`
}
