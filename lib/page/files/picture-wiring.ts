/** Takes the small picture for the start page: when the board rests, and when it is left. */
import type { Clock } from '../../base/clock.ts'
import type { Canvas } from '../../canvas/canvas.ts'
import { type Box, centreOf, grow } from '../../geometry/box.ts'
import {
  adoptPicture,
  forgetPicture,
  keepPicture,
  leavePicture,
  PICTURE_HEIGHT,
  PICTURE_WIDTH,
} from '../kept/board-pictures.ts'
import type { RoomModel } from '../room-model.ts'

const REST_MS = 3_000
/** A board that takes longer to paint is painted only when it is left: nobody's pen may wait for a picture. */
const SLOW_MS = 60
/** A picture of one small shape need not be larger than life. */
const MAX_SCALE = 1
const AIR = 0.06

/** The part of the board that fills a picture and holds all of `content`. */
export function pictureRegion(content: Box): { readonly region: Box; readonly scale: number } {
  const { w, h } = grow(content, Math.max(content.w, content.h) * AIR)
  const scale = Math.min(MAX_SCALE, PICTURE_WIDTH / Math.max(w, 1), PICTURE_HEIGHT / Math.max(h, 1))
  const { x, y } = centreOf(content)
  const size = { w: PICTURE_WIDTH / scale, h: PICTURE_HEIGHT / scale }
  return { region: { x: x - size.w / 2, y: y - size.h / 2, ...size }, scale }
}

const TYPE = 'image/webp'
const QUALITY = 0.8
const toBlob = (canvas: HTMLCanvasElement): Promise<Blob | null> =>
  new Promise((resolve) => canvas.toBlob(resolve, TYPE, QUALITY))

export function wirePicture(view: Window, model: RoomModel, canvas: Canvas, clock: Clock): () => void {
  const { editor, id: room } = model
  let isStale = false
  let isSlow = false
  let cancel = () => {}
  void adoptPicture()

  /** Both themes; null when there is nothing to show, or nothing new. */
  const paint = () => {
    if (!isStale) return null
    isStale = false
    const content = editor.view.contentBounds()
    if (!content) {
      void forgetPicture(room)
      return null
    }
    const began = clock.now()
    const { region, scale } = pictureRegion(content)
    const [light, dark] = (['light', 'dark'] as const).map((theme) =>
      canvas.render(region, { scale, theme, background: true }),
    )
    isSlow = clock.now() - began > SLOW_MS
    return { light, dark, at: clock.now() }
  }
  const take = async () => {
    const painted = paint()
    if (!painted) return
    const [light, dark] = await Promise.all([toBlob(painted.light), toBlob(painted.dark)])
    if (light && dark) await keepPicture({ room, light, dark, at: painted.at })
  }
  const takeWhenIdle = () => {
    if (isSlow) return
    // Safari has no idle callback; after a rest the next task does as well.
    if ('requestIdleCallback' in view) view.requestIdleCallback(() => void take(), { timeout: REST_MS })
    else void take()
  }
  const onHide = () => {
    const painted = paint()
    if (!painted) return
    const { light, dark, at } = painted
    leavePicture({ room, light: light.toDataURL(TYPE, QUALITY), dark: dark.toDataURL(TYPE, QUALITY), at })
  }
  const onHidden = () => {
    if (view.document.visibilityState === 'hidden') onHide()
  }
  const stop = editor.document.observe(() => {
    isStale = true
    cancel()
    cancel = clock.after(REST_MS, takeWhenIdle)
  })
  view.addEventListener('pagehide', onHide)
  view.document.addEventListener('visibilitychange', onHidden)
  return () => {
    cancel()
    stop()
    view.removeEventListener('pagehide', onHide)
    view.document.removeEventListener('visibilitychange', onHidden)
    void take()
  }
}
