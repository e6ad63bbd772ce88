/** What goes through all connections of a transport, in plain numbers: counted a hundred thousand times a second. */
import type { ClientMessage } from '../../lib/protocol/codec.ts'
import type { Metrics } from '../observe/metrics.ts'

export interface Traffic {
  messagesSent: number
  bytesSent: number
  bytesReceived: number
  readonly messagesReceived: Record<ClientMessage['type'], number>
}

/** Goes into the metrics whenever they are read. */
export function createTraffic(metrics: Pick<Metrics, 'count' | 'beforeText'>): Traffic {
  const messagesReceived = { step1: 0, step2: 0, update: 0, presence: 0, queryPresence: 0, plainPresence: 0, motion: 0 }
  const traffic: Traffic = { messagesSent: 0, bytesSent: 0, bytesReceived: 0, messagesReceived }
  metrics.beforeText(() => {
    metrics.count('messages_sent', undefined, traffic.messagesSent)
    metrics.count('bytes_sent', undefined, traffic.bytesSent)
    metrics.count('bytes_received', undefined, traffic.bytesReceived)
    for (const type of Object.keys(messagesReceived) as ClientMessage['type'][]) {
      if (messagesReceived[type] > 0) metrics.count('messages_received', { type }, messagesReceived[type])
      messagesReceived[type] = 0
    }
    traffic.messagesSent = 0
    traffic.bytesSent = 0
    traffic.bytesReceived = 0
  })
  return traffic
}
