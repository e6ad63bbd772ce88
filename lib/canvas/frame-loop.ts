/** At most one paint per animation frame, and none at all while nothing asks for one. */
export interface FrameLoop {
  wake(): void
  close(): void
}

/** `paint` gets the frame's time and returns true when it wants the next frame too. */
export function createFrameLoop(paint: (now: number) => boolean): FrameLoop {
  let request = 0
  let isClosed = false
  const frame = (now: number) => {
    request = 0
    if (!isClosed && paint(now)) wake()
  }
  function wake() {
    if (request === 0 && !isClosed) request = requestAnimationFrame(frame)
  }
  return {
    wake,
    close() {
      isClosed = true
      if (request !== 0) cancelAnimationFrame(request)
    },
  }
}
