/** Speaks with the page that shows this board in a frame: with nobody else, and only where the server allows its origin. */
import { watch } from '../../base/signal.ts'
import { cameraToFit } from '../../editor/camera/camera-moves.ts'
import type { Editor } from '../../editor/editor.ts'
import type { FrameAncestors } from '../../protocol/framing.ts'
import type { RoomModel } from '../room-model.ts'
import {
  askedOfBoard,
  EMBED_VERSION,
  type ExportFailure,
  type ExportRequest,
  type ToldToParent,
} from './parent-messages.ts'

/** Of a larger selection the first are named. */
const MAX_TOLD_IDS = 1_000

export interface ParentPageOptions {
  readonly view: Window
  readonly room: Pick<RoomModel, 'id' | 'exportBlob'> & {
    readonly editor: Pick<Editor, 'selection' | 'viewport' | 'run' | 'animateCamera'>
    readonly session: Pick<RoomModel['session'], 'isLoaded' | 'connection' | 'facts'>
  }
  readonly allowed: FrameAncestors
}

/** Whoever may be told: the parent's origin where the browser names it, else every allowed one, of which it lets through one. */
function targetsOf({ location }: Window, allowed: FrameAncestors): readonly string[] {
  if (allowed === '*') return ['*']
  const wanted = [location.origin, ...allowed]
  const parent = location.ancestorOrigins?.[0]
  return parent === undefined ? wanted : wanted.filter((origin) => origin === parent)
}

export function wireParentPage({ view, room, allowed }: ParentPageOptions): () => void {
  const { parent } = view
  const { editor, session } = room
  if (parent === view) return () => {}
  const targets = targetsOf(view, allowed)
  const tell = (message: ToldToParent): void => {
    for (const target of targets) parent.postMessage(message, target)
  }

  let isExporting = false
  /** What is not here by this link's grant, or no longer, is not handed out. */
  const isOpen = (): boolean => session.isLoaded.value && session.connection.value.name !== 'refused'
  async function exported({ type: _, id, ...options }: ExportRequest): Promise<Blob | ExportFailure> {
    if (!isOpen()) return 'not-loaded'
    if (isExporting) return 'busy'
    isExporting = true
    try {
      return (await room.exportBlob(options)) ?? 'nothing-there'
    } catch {
      return 'failed'
    } finally {
      isExporting = false
    }
  }
  async function answerExport(request: ExportRequest): Promise<void> {
    const { id, format } = request
    const outcome = await exported(request)
    const what = typeof outcome === 'string' ? { code: outcome } : { data: outcome }
    tell({ type: 'inkroom:exported', id, format, ...what })
  }

  const hear = ({ source, origin, data }: MessageEvent<unknown>): void => {
    const isAllowed = allowed === '*' || origin === view.location.origin || allowed.includes(origin)
    if (source !== parent || !isAllowed) return
    const asked = askedOfBoard.safeParse(data)
    if (!asked.success) return
    const request = asked.data
    if (request.type === 'inkroom:export') void answerExport(request)
    else if ('box' in request) editor.animateCamera(cameraToFit(request.box, editor.viewport.value))
    else editor.run(`view.fit-${request.fit}`)
  }

  let isTold = false
  const tellLoaded = (): void => {
    if (isTold || !isOpen()) return
    isTold = true
    tell({ type: 'inkroom:loaded', role: session.facts.value.role })
  }
  view.addEventListener('message', hear)
  tell({ type: 'inkroom:ready', version: EMBED_VERSION, room: room.id })
  const stops = [
    watch(session.isLoaded, tellLoaded),
    watch(editor.selection, () =>
      tell({ type: 'inkroom:selection', ids: editor.selection.value.slice(0, MAX_TOLD_IDS) }),
    ),
    () => view.removeEventListener('message', hear),
  ]
  tellLoaded()
  return () => {
    for (const stop of stops) stop()
  }
}
