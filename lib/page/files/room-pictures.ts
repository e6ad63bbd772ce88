/** Pictures of a room on their way to the server, as a page has them: kept in this browser, said so when they are refused. */
import type { Clock } from '../../base/clock.ts'
import type { RoomId } from '../../base/ids.ts'
import { type Signal, watch } from '../../base/signal.ts'
import type { Editor } from '../../editor/editor.ts'
import type { Translate } from '../../i18n/translate.ts'
import { indexedDbPictures, onlyTab } from '../../session/picture-store.ts'
import { createPictures, type Pictures, type PicturesParts } from '../../session/pictures.ts'
import { readStored, writeStored } from '../kept/stored.ts'
import type { RoomApi } from '../server/room-api.ts'
import type { Say, Toast } from '../toast.ts'

interface OpenOptions {
  readonly room: RoomId
  readonly api: Pick<RoomApi, 'putAsset'>
  readonly clock: Clock
  readonly refused: PicturesParts['refused']
}

export const openPictures = ({ room, api, clock, refused }: OpenOptions): Pictures =>
  createPictures({
    store: indexedDbPictures(room),
    upload: (name, bytes) => api.putAsset(name, bytes),
    refused,
    asOnlyTab: onlyTab(`inkroom-pictures:${room}`, navigator.locks),
    clock,
  })

interface DropOptions {
  readonly editor: Editor
  readonly say: Say
  readonly t: Translate
}

/** Takes a picture that the server will never have off the board, and says so. */
export const pictureDropper =
  ({ editor, say, t }: DropOptions): PicturesParts['refused'] =>
  (asset, code, fileName) => {
    const dropped = editor.document.board.shapes.filter((shape) => shape.type === 'image' && shape.asset === asset)
    if (dropped.length > 0) editor.dispatch({ name: 'delete', ids: dropped.map(({ id }) => id) })
    const name = dropped.flatMap((shape) => (shape.type === 'image' ? [shape.alt] : []))[0] ?? ''
    say(t(/large|full|413/.test(code) ? 'image.tooLarge' : 'image.refused', { name: fileName || name }), 'bad')
  }

/** Other words are numbered from 1. */
const UPLOADING = 0
/** What is through before is not worth a word. */
const SLOW_UPLOAD_MS = 700

interface TellOptions {
  readonly pictures: Pick<Pictures, 'uploading'>
  readonly toasts: Signal<readonly Toast[]>
  readonly clock: Pick<Clock, 'after'>
  readonly t: Translate
}

/** Says that a picture is on its way, as long as it is and when that takes a while. */
export function tellUploads({ pictures, toasts, clock, t }: TellOptions): () => void {
  let cancel = (): void => {}
  const hide = () => {
    cancel()
    if (toasts.value.some(({ id }) => id === UPLOADING))
      toasts.value = toasts.value.filter(({ id }) => id !== UPLOADING)
  }
  const stop = watch(pictures.uploading, () => {
    hide()
    const name = pictures.uploading.value
    if (name === '') return
    cancel = clock.after(SLOW_UPLOAD_MS, () => {
      toasts.value = [
        ...toasts.value,
        { id: UPLOADING, text: t('image.uploading', { name }), tone: 'plain', sticky: true },
      ]
    })
  })
  return () => {
    stop()
    hide()
  }
}

const PLAIN_HTTP_KEY = 'plain-http'

/** Browsers keep no app for an address without TLS. Said once in each browser: nothing else is missing there. */
export function sayPlainHttp(view: Window, tell: () => void): () => void {
  if (!view.isSecureContext && readStored(PLAIN_HTTP_KEY) !== true) {
    writeStored(PLAIN_HTTP_KEY, true)
    tell()
  }
  return () => {}
}
