/** A wire between buses of one process that a test can cut, and that loses what the test says. */
import type { WireListener } from '../../../server/bus/numbered-bus.ts'
import type { Wire } from '../../../server/bus/wire.ts'

interface Plug {
  readonly listener: WireListener
  readonly channels: Set<string>
  isUp: boolean
}

export interface MemoryHub {
  open(listener: WireListener): Promise<Wire>
  /** Nothing passes in or out of any wire until `restore`. */
  cut(): void
  restore(): void
  /** The same for one wire, by the order of their opening. */
  cutOne(nth: number): void
  restoreOne(nth: number): void
  /** How many messages of rooms were said. */
  readonly said: number
  /** Takes everything and carries nothing, until someone connects anew. */
  mute(): void
  /** The next message that passes is lost on its way, and nobody is told. */
  loseNext(): void
}

export function createMemoryHub(): MemoryHub {
  const plugs = new Set<Plug>()
  let mustLose = false
  let isMute = false
  let isCut = false
  let said = 0
  const opened: Plug[] = []

  function deliver(channel: string, message: Uint8Array): void {
    if (isMute) return
    if (mustLose && channel.startsWith('room:')) {
      mustLose = false
      return
    }
    for (const { isUp, channels, listener } of [...plugs]) {
      if (isUp && channels.has(channel)) listener.receive(channel, message)
    }
  }

  return {
    async open(listener) {
      const plug: Plug = { listener, channels: new Set(), isUp: !isCut }
      plugs.add(plug)
      opened.push(plug)
      return {
        get isUp() {
          return plug.isUp
        },
        publish(channel, message) {
          if (!plug.isUp) return false
          if (channel.startsWith('room:')) said++
          // As from afar: later, and by bytes that are the receiver's own.
          const sent = message.slice()
          queueMicrotask(() => deliver(channel, sent))
          return true
        },
        subscribe(channel, heard) {
          queueMicrotask(() => {
            plug.channels.add(channel)
            heard()
          })
        },
        unsubscribe: (channel) => void plug.channels.delete(channel),
        reset() {
          isMute = false
          plug.listener.up()
        },
        async close() {
          // What was said last still goes out.
          await Promise.resolve()
          plugs.delete(plug)
        },
      }
    },
    cut() {
      isCut = true
      for (const plug of plugs) plug.isUp = false
    },
    restore() {
      isCut = false
      for (const plug of plugs) plug.isUp = true
      for (const { listener } of [...plugs]) listener.up()
    },
    cutOne(nth) {
      opened[nth].isUp = false
    },
    restoreOne(nth) {
      opened[nth].isUp = true
      opened[nth].listener.up()
    },
    get said() {
      return said
    },
    mute() {
      isMute = true
    },
    loseNext() {
      mustLose = true
    },
  }
}
