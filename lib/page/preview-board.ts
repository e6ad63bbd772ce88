/** A second, read-only board over the live one, which goes on syncing underneath: versions are looked at here. */
import * as Y from 'yjs'
import { systemClock } from '../base/clock.ts'
import { systemRandom } from '../base/ids.ts'
import { signal, watch } from '../base/signal.ts'
import type { AssetSource } from '../canvas/canvas.ts'
import { createCanvas } from '../canvas/create-canvas.ts'
import { createBoardDocument } from '../document/create-board-document.ts'
import { createEditor } from '../editor/create-editor.ts'
import type { Editor } from '../editor/editor.ts'
import type { TextMeasurer } from '../shapes/kind.ts'
import { restoreUpdate } from '../updates/restore.ts'
import type { PreviewBoard } from './room-model.ts'
import { themeOf } from './view/theme-wiring.ts'

export interface PreviewOptions {
  readonly container: HTMLDivElement
  readonly live: Editor
  readonly measure: TextMeasurer
  readonly assets: AssetSource
}

/** Opens an empty preview that shares the live board's camera, both ways. */
export function openPreview({ container, live, measure, assets }: PreviewOptions): PreviewBoard {
  const doc = new Y.Doc()
  const document = createBoardDocument({ doc, measure })
  const editor = createEditor({
    document,
    measure,
    clock: systemClock,
    random: systemRandom,
    settings: { ...live.settings.value, viewMode: false },
    isViewer: signal(true),
  })
  editor.tool.value = 'hand'
  editor.camera.value = live.camera.value
  const canvas = createCanvas({ container, editor, theme: themeOf(window, live), assets })
  const stops = [
    watch(live.camera, () => {
      editor.camera.value = live.camera.value
    }),
    watch(editor.camera, () => {
      live.camera.value = editor.camera.value
    }),
    watch(live.settings, () => {
      editor.settings.value = { ...live.settings.value, viewMode: false }
      canvas.setTheme(themeOf(window, live))
    }),
  ]
  return {
    editor,
    show(bytes) {
      // Only what differs is written, so that stepping through versions repaints no more than what changed.
      Y.applyUpdate(doc, doc.store.clients.size === 0 ? bytes : restoreUpdate(Y.encodeStateAsUpdate(doc), bytes))
    },
    close() {
      for (const stop of stops) stop()
      canvas.close()
      editor.close()
      document.close()
      doc.destroy()
    },
  }
}
