/** Runs in the page, before its own scripts: the socket to the server says what was kept, at the same times, and nothing else. */
export interface Recorded {
  /** Ms since the crowd began to move. */
  readonly at: number
  /** base64. */
  readonly bytes: string
}

export function recordedLine(kept: readonly Recorded[]): void {
  const fromBase64 = (text: string): ArrayBuffer => Uint8Array.from(atob(text), (c) => c.charCodeAt(0)).buffer
  const words = kept.map(({ at, bytes }) => ({ at, data: fromBase64(bytes) }))

  class Played {
    binaryType = 'arraybuffer'
    readonly protocol: string
    readyState = 0
    readonly bufferedAmount = 0
    onopen: (() => void) | null = null
    onmessage: ((event: { data: ArrayBuffer }) => void) | null = null
    onerror: (() => void) | null = null
    onclose: ((event: { code: number; reason: string }) => void) | null = null

    constructor(_url: string | URL, protocols: readonly string[] = []) {
      this.protocol = protocols[0] ?? ''
      setTimeout(() => {
        this.readyState = 1
        this.onopen?.()
        this.#play(0, performance.now())
      })
    }
    #play(from: number, openedAt: number): void {
      let next = from
      for (; next < words.length && words[next].at <= performance.now() - openedAt; next++)
        this.onmessage?.({ data: words[next].data.slice(0) })
      if (this.readyState === 1 && next < words.length)
        setTimeout(() => this.#play(next, openedAt), words[next].at - (performance.now() - openedAt))
    }
    send(): void {}
    close(): void {
      this.readyState = 3
      this.onclose?.({ code: 1000, reason: '' })
    }
  }
  globalThis.WebSocket = Played as unknown as typeof WebSocket
}
