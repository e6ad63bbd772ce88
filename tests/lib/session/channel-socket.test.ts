/** Any channel looks to y-websocket like the WebSocket that it was made for. */
import { describe, expect, it } from 'vitest'
import type { Channel, ChannelAddress, ChannelListener } from '../../../lib/session/channel.ts'
import { socketOver } from '../../../lib/session/channel-socket.ts'

/** A line that the test moves. */
class HandChannel implements Channel {
  protocol = ''
  isOpen = false
  waitingBytes = 7
  readonly sent: Uint8Array[] = []
  isClosed = false
  listener: ChannelListener | null = null
  readonly address: ChannelAddress
  constructor(address: ChannelAddress) {
    this.address = address
  }
  listen(listener: ChannelListener): void {
    this.listener = listener
  }
  send(message: Uint8Array): void {
    this.sent.push(message)
  }
  close(): void {
    this.isClosed = true
    this.isOpen = false
  }
  open(protocol: string): void {
    this.protocol = protocol
    this.isOpen = true
    this.listener?.open()
  }
}

function make(...asked: [url: string | URL, protocols?: string | string[]]) {
  let channel: HandChannel | null = null
  const Socket = socketOver((address) => {
    channel = new HandChannel(address)
    return channel
  })
  const socket = new Socket(...asked)
  const heard: string[] = []
  socket.onopen = () => heard.push('on open')
  socket.onmessage = ({ data }) => heard.push(`on message ${new Uint8Array(data).join()}`)
  socket.onerror = () => heard.push('on error')
  socket.onclose = ({ code, reason, wasClean }) => heard.push(`on close ${code} ${reason} ${wasClean}`)
  for (const name of ['open', 'message', 'error', 'close'] as const)
    socket.addEventListener(name, () => heard.push(name))
  if (!channel) throw new Error('no channel was opened')
  return { Socket, socket, channel: channel as HandChannel, heard }
}

describe('a socket over a channel', () => {
  it('has the states of a WebSocket and its constants', () => {
    const { Socket, socket, channel } = make('ws://host/sync/room')
    expect([Socket.CONNECTING, Socket.OPEN, Socket.CLOSING, Socket.CLOSED]).toEqual([0, 1, 2, 3])
    expect(socket.readyState).toBe(socket.CONNECTING)
    channel.open('inkroom.v2')
    expect([socket.readyState, socket.protocol, socket.bufferedAmount]).toEqual([socket.OPEN, 'inkroom.v2', 7])
    // The line knows first that it is about to end.
    channel.isOpen = false
    expect(socket.readyState).toBe(socket.CLOSING)
    channel.listener?.close(4410, 'gone')
    expect(socket.readyState).toBe(socket.CLOSED)
  })

  it('asks for the address and the subprotocols that it is given', () => {
    expect(make('ws://host/sync/room', ['b', 'a']).channel.address).toEqual({
      url: 'ws://host/sync/room',
      protocols: ['b', 'a'],
    })
    expect(make(new URL('ws://host/sync/room'), 'a').channel.address.protocols).toEqual(['a'])
    expect(make('ws://host/sync/room').channel.address.protocols).toEqual([])
  })

  it('tells every event to the listeners and to the handler, in the order of the line', () => {
    const { channel, heard } = make('ws://host/sync/room')
    channel.open('')
    channel.listener?.message(Uint8Array.of(1, 2).buffer)
    channel.listener?.error()
    channel.listener?.close(1006, '')
    expect(heard).toEqual([
      'open',
      'on open',
      'message',
      'on message 1,2',
      'error',
      'on error',
      'close',
      'on close 1006  false',
    ])
  })

  it('that is closed while it connects never opens, and ends once', () => {
    const { socket, channel, heard } = make('ws://host/sync/room')
    socket.close()
    socket.close()
    expect([socket.readyState, channel.isClosed]).toEqual([socket.CLOSING, true])
    channel.listener?.open()
    channel.listener?.close(1000, '')
    expect(heard).toEqual(['close', 'on close 1000  true'])
  })

  it('sends bytes, and says so when it is given anything else', () => {
    const { socket, channel } = make('ws://host/sync/room')
    channel.open('')
    socket.send(Uint8Array.of(5))
    expect(channel.sent).toEqual([Uint8Array.of(5)])
    expect(() => socket.send('text')).toThrow(TypeError)
  })
})
