/** Sends a large answer piece by piece, as fast as its reader reads, and ends it when the reader does not. */
import type { ServerResponse } from 'node:http'
import type { Clock } from '../../lib/base/clock.ts'

export const PIECE_BYTES = 256 * 1024
/** How long a reader may take for one piece: a slow line goes on, one that reads nothing does not. */
export const STALL_MS = 30_000

/** Pieces between which others have their turn: a reader who keeps up takes each at once, so that the loop would never rest. */
export const PIECES_A_TURN = 4
const PAUSE_MS = 1

export async function writeBody(response: ServerResponse, body: Uint8Array, clock: Clock): Promise<void> {
  let pieces = 0
  for (let at = 0; at < body.byteLength; at += PIECE_BYTES) {
    if (++pieces % PIECES_A_TURN === 0) await new Promise<void>((resolve) => clock.after(PAUSE_MS, resolve))
    if (response.destroyed) return
    if (response.write(body.subarray(at, at + PIECE_BYTES))) continue
    if (!(await drained(response, clock))) {
      response.destroy()
      return
    }
  }
  await new Promise<void>((resolve) => {
    const cancel = clock.after(STALL_MS, () => response.destroy())
    response.once('close', () => {
      cancel()
      resolve()
    })
    response.end()
  })
}

/** False when the reader has gone, or read nothing for too long. */
function drained(response: ServerResponse, clock: Clock): Promise<boolean> {
  return new Promise((resolve) => {
    const finish = (isDrained: boolean) => () => {
      cancel()
      response.off('drain', onDrain)
      response.off('close', onClose)
      resolve(isDrained)
    }
    const onDrain = finish(true)
    const onClose = finish(false)
    const cancel = clock.after(STALL_MS, finish(false))
    response.on('drain', onDrain)
    response.on('close', onClose)
  })
}
