/** The metrics port: one table names every counter, gauge and histogram; nothing can be counted that is not in it. */
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import { type Clock, systemClock } from '../../lib/base/clock.ts'
import { monitorLag } from './lag-windows.ts'

const MS_BUCKETS = [0.1, 0.25, 0.5, 1, 2.5, 5, 10, 25, 50, 100, 250, 500, 1000, 5000]

const counters = {
  messages_received: { help: 'Messages received from peers', labels: ['type'] },
  messages_sent: { help: 'Messages sent to peers', labels: [] },
  bytes_received: { help: 'Bytes received from peers', labels: [] },
  bytes_sent: { help: 'Bytes sent to peers', labels: [] },
  presence_dropped: { help: 'Presence messages dropped for slow readers', labels: [] },
  updates_stored: { help: 'Updates that are durable', labels: [] },
  storage_failures: { help: 'Storage operations that failed', labels: ['operation'] },
  compactions: { help: 'Room logs compacted', labels: ['outcome'] },
  compactor_failures: { help: 'Compactions and restores that were not done', labels: ['reason'] },
  evictions: { help: 'Peers terminated for silence', labels: [] },
  refusals: { help: 'Connections, messages and requests refused', labels: ['reason'] },
  closes: { help: 'Connections closed by the server', labels: ['code'] },
  handler_failures: { help: 'Throws caught at a connection or request boundary', labels: ['where'] },
  bus_messages: { help: 'Messages exchanged with other processes', labels: ['direction'] },
  bus_gaps: { help: 'Times that messages of other processes may have been missed and a log was reread', labels: [] },
  http_requests: { help: 'HTTP requests answered', labels: ['method', 'status'] },
  work: { help: 'Imports, exports and drawings done by worker processes', labels: ['outcome'] },
  worker_deaths: { help: 'Worker processes that ended by themselves', labels: [] },
  rooms_expired: { help: 'Rooms deleted because nobody had opened them for long', labels: [] },
  page_restarts: { help: 'Times the page process died and was started again', labels: [] },
} as const satisfies Record<string, { help: string; labels: readonly string[] }>

const gauges = {
  connections: 'Open connections',
  peers: 'Peers joined to rooms',
  rooms: 'Rooms loaded',
  presence_bytes: 'Presence that is kept in memory, of all rooms',
  presence_largest_room_bytes: 'Presence that is kept of the room that has most of it',
  stored_bytes: 'What all that is stored takes, without what was freed',
  bus_up: '1 while messages pass between the processes, 0 while they do not',
  event_loop_lag_ms: 'Mean event loop delay of the last one to two minutes, in milliseconds',
  event_loop_lag_p99_ms: 'p99 event loop delay of the last one to two minutes, in milliseconds',
  event_loop_lag_max_ms: 'Longest event loop delay of the last one to two minutes, in milliseconds',
} as const satisfies Record<string, string>

const histograms = {
  tick_ms: 'Time spent in one fan-out tick of one room',
  append_ms: 'Time from append to durable',
  open_room_ms: 'Time to load a room',
  compaction_ms: 'Time to compact a room',
  work_ms: 'Time a worker process took for an import, an export or a drawing',
  http_ms: 'Time to answer an HTTP request',
} as const satisfies Record<string, string>

export type CounterName = keyof typeof counters
export type GaugeName = keyof typeof gauges
export type HistogramName = keyof typeof histograms
type LabelsOf<N extends CounterName> = { readonly [K in (typeof counters)[N]['labels'][number]]: string }

export interface Metrics {
  /** Adds `by` (default 1). Labels hold closed sets of words (codes, types), never ids. */
  count<N extends CounterName>(name: N, labels?: LabelsOf<N>, by?: number): void
  set(name: GaugeName, value: number): void
  add(name: GaugeName, delta: number): void
  observe(name: HistogramName, value: number): void
  /** Runs whenever the metrics are about to be read: for what is counted too often to be counted here. */
  beforeText(run: () => void): void
  /** Prometheus text exposition. */
  text(): Promise<{ readonly contentType: string; readonly body: string }>
  close(): void
}

const PREFIX = 'inkroom_'

/** Metrics of one server in its own registry, so that several servers can live in one test process. */
export function createMetrics(
  options: { readonly processMetrics?: boolean; readonly clock?: Pick<Clock, 'now'> } = {},
): Metrics {
  const registry = new Registry()
  if (options.processMetrics) collectDefaultMetrics({ register: registry, prefix: PREFIX })
  const registers = [registry]
  const counterOf = mapTable(
    counters,
    (name, { help, labels }) =>
      new Counter({ name: `${PREFIX}${name}_total`, help, labelNames: [...labels], registers }) as Counter,
  )
  const gaugeOf = mapTable(gauges, (name, help) => new Gauge({ name: PREFIX + name, help, registers }))
  const histogramOf = mapTable(
    histograms,
    (name, help) => new Histogram({ name: PREFIX + name, help, buckets: MS_BUCKETS, registers }),
  )
  const flushes: (() => void)[] = []
  const lag = monitorLag(options.clock ?? systemClock)

  return {
    count: (name, labels, by = 1) => counterOf[name].inc(labels ?? {}, by),
    set: (name, value) => gaugeOf[name].set(value),
    add: (name, delta) => gaugeOf[name].inc(delta),
    observe: (name, value) => histogramOf[name].observe(value),
    beforeText: (run) => void flushes.push(run),
    async text() {
      for (const flush of flushes) flush()
      const { mean, p99, max } = lag.read()
      gaugeOf.event_loop_lag_ms.set(mean)
      gaugeOf.event_loop_lag_p99_ms.set(p99)
      gaugeOf.event_loop_lag_max_ms.set(max)
      return { contentType: registry.contentType, body: await registry.metrics() }
    },
    close: () => lag.close(),
  }
}

function mapTable<K extends string, V, T>(table: Readonly<Record<K, V>>, make: (name: K, value: V) => T): Record<K, T> {
  const entries = (Object.keys(table) as K[]).map((name) => [name, make(name, table[name])] as const)
  return Object.fromEntries(entries) as Record<K, T>
}
