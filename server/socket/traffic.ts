/** What goes through all connections of a transport, in plain numbers: counted a hundred thousand times a second. */
import type { Metrics } from '../observe/metrics.ts'

export interface Traffic {
  messagesSent: number
  bytesSent: number
  bytesReceived: number
}

/** Goes into the metrics whenever they are read. */
export function createTraffic(metrics: Pick<Metrics, 'count' | 'beforeText'>): Traffic {
  const traffic: Traffic = { messagesSent: 0, bytesSent: 0, bytesReceived: 0 }
  metrics.beforeText(() => {
    metrics.count('messages_sent', undefined, traffic.messagesSent)
    metrics.count('bytes_sent', undefined, traffic.bytesSent)
    metrics.count('bytes_received', undefined, traffic.bytesReceived)
    traffic.messagesSent = 0
    traffic.bytesSent = 0
    traffic.bytesReceived = 0
  })
  return traffic
}
