/** Gliding to another camera, and the laser trail's fading: everything of the editor that runs by the clock alone. */
import type { Clock } from '../../base/clock.ts'
import { type Signal, watch } from '../../base/signal.ts'
import type { PointerSample } from '../tools/tool.ts'
import type { Camera } from './camera.ts'
import { between } from './camera-moves.ts'

const GLIDE_MS = 280
const FRAME_MS = 16

export interface CameraMotion {
  to(target: Camera, isInstant: boolean): void
  /** Where the glide under way ends; null at rest. */
  goal(): Camera | null
  close(): void
}

export function createCameraMotion(camera: Signal<Camera>, clock: Clock): CameraMotion {
  let stop: (() => void) | null = null
  let goal: Camera | null = null
  /** Where this motion has put it: listeners may hear of that only at the end of a batch. */
  let own: Camera | null = null
  const write = (next: Camera) => {
    own = next
    camera.value = next
  }
  const halt = () => {
    stop?.()
    stop = null
    goal = null
  }
  // Whoever moves the camera otherwise takes it over.
  const unsubscribe = watch(camera, () => {
    if (camera.value !== own) halt()
  })
  return {
    to(target, isInstant) {
      halt()
      if (isInstant) return write(target)
      const from = camera.value
      goal = target
      const start = clock.now()
      stop = clock.every(FRAME_MS, () => {
        const share = (clock.now() - start) / GLIDE_MS
        if (share < 1) return write(between(from, target, share))
        halt()
        write(target)
      })
    },
    goal: () => goal,
    close() {
      halt()
      unsubscribe()
    },
  }
}

/** A sample is shown for 1.2 s and fades for 0.5 s more. */
export const LASER_MS = 1700
const LASER_FRAME_MS = 50

/** Keeps the trail and lets its old end go. */
export function createLaserTrail(trail: Signal<readonly PointerSample[]>, clock: Clock) {
  const seen = new WeakMap<PointerSample, number>()
  let stop: (() => void) | null = null
  const isFresh = (sample: PointerSample) => clock.now() - (seen.get(sample) ?? clock.now()) < LASER_MS
  const prune = () => {
    const rest = trail.value.filter(isFresh)
    if (rest.length !== trail.value.length) trail.value = rest
    if (rest.length > 0) return
    stop?.()
    stop = null
  }
  return {
    show(samples: readonly PointerSample[]) {
      for (const sample of samples) if (!seen.has(sample)) seen.set(sample, clock.now())
      trail.value = samples.filter(isFresh)
      stop ??= clock.every(LASER_FRAME_MS, prune)
    },
    close() {
      stop?.()
      stop = null
    },
  }
}
