/** A WebSocket that tells which sync messages leave it, so that acknowledgements can be compared with them. */
import { messageTypes, syncSteps } from '../protocol/messages.ts'

export type WebSocketClass = typeof WebSocket

export interface SocketEvents {
  onOpening(socket: WebSocket): void
  onSync(step: 'step2' | 'update'): void
  onMessage(): void
  onClosed(socket: WebSocket): void
}

/** A subclass of `Base` that reports to `events`; types and steps are below 128, so each is one byte. */
export function countingSocket(Base: WebSocketClass, events: SocketEvents): WebSocketClass {
  return class CountingSocket extends Base {
    constructor(url: string | URL, protocols?: string | string[]) {
      super(url, protocols)
      events.onOpening(this)
      this.addEventListener('message', () => events.onMessage())
      this.addEventListener('close', () => events.onClosed(this))
    }

    override send(message: Parameters<WebSocket['send']>[0]): void {
      if (message instanceof Uint8Array && message[0] === messageTypes.sync) {
        if (message[1] === syncSteps.step2) events.onSync('step2')
        if (message[1] === syncSteps.update) events.onSync('update')
      }
      super.send(message)
    }
  }
}
