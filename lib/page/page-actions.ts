/** What only the page can do: dialogs, panels, files, the clipboard. Registered at the editor by action id. */
import { shownVotes } from '../document/workshop.ts'
import { type NoteOrder, tidyNotes } from '../editor/arranging/tidy-notes.ts'
import { toBoard, toScreen } from '../editor/camera/camera.ts'
import { selectedTable } from '../editor/cells/cell-range.ts'
import { selectionFrame } from '../editor/gestures/handles.ts'
import { imageTarget } from '../editor/selection/image-target.ts'
import { centreOf } from '../geometry/box.ts'
import { screenPoint } from '../geometry/point.ts'
import type { Translate } from '../i18n/translate.ts'
import { markdownTable } from '../interchange/table-text.ts'
import type { TextFormat } from '../interchange/text-exports.ts'
import type { ExportFormat } from '../protocol/http.ts'
import { storedColor } from '../shapes/color.ts'
import { saveBlob } from './files/save-blob.ts'
import { saveTable } from './files/table-file.ts'
import { copyFromMenu, pasteFromMenu } from './input/clipboard.ts'
import { pickScreenColor } from './input/eyedropper.ts'
import type { DialogName, PanelName, RoomModel } from './room-model.ts'
import { viewFragment } from './view/camera-wiring.ts'
import { themeOf } from './view/theme-wiring.ts'

export function wirePageActions(model: RoomModel, t: Translate): () => void {
  const { editor, page } = model
  const open = (name: DialogName) => () => {
    page.dialog.value = name
  }
  const panel = (name: PanelName) => () => {
    page.panel.value = page.panel.value === name ? null : name
  }
  const copyText = async (text: string) => {
    try {
      await navigator.clipboard.writeText(text)
      model.say(t('common.copied'), 'good')
    } catch {
      // No permission or no secure context; the share dialog shows the address to copy by hand.
      model.say(t('common.copyFailed'), 'bad')
    }
  }
  const copyPicture = async () => {
    const options = {
      onlySelection: editor.selection.value.length > 0,
      background: true,
      dark: false,
      scale: 2,
    } as const
    try {
      const picture = { ...options, format: 'png' } as const
      const blob = await model.exportBlob(picture)
      if (!blob) return
      await navigator.clipboard.write([new ClipboardItem({ 'image/png': blob })])
      model.say(t(model.exportScale(picture) < options.scale ? 'export.reduced' : 'common.copied'), 'good')
    } catch {
      // The clipboard refused; downloading the export is the way out.
      model.say(t('common.copyFailed'), 'bad')
    }
  }
  const exportAs = async (format: Exclude<ExportFormat, 'png'>) => {
    const onlySelection = format !== 'json' && editor.selection.value.length > 0
    return model.exportBlob({ format, onlySelection, background: true, dark: false, scale: 1 })
  }
  const copyAs = async (format: 'svg' | TextFormat) => {
    const blob = await exportAs(format)
    if (blob) await copyText(await blob.text())
    else model.say(t('export.none'), 'bad')
  }
  const save = async () => {
    // What writes files may not have been loaded before the network went: silence would look like success.
    const blob = await exportAs('json').catch(() => null)
    if (!blob) return model.say(t('export.failed'), 'bad')
    saveBlob(blob, `${editor.document.board.title || t('room.untitled')}.inkroom.json`)
  }
  const eyedropper = async () => {
    const seen = await pickScreenColor()
    // Picked as it is seen now, stored as it looks by day.
    if (seen) editor.applyStyle({ stroke: storedColor(seen, themeOf(window, editor)) })
  }
  /** A palette behind a tab is only there once the tab has been focused. */
  const focusColor = (part: 'stroke' | 'fill') => () => {
    document.querySelector<HTMLElement>(`[data-color-tab="${part}"]`)?.focus()
    requestAnimationFrame(() => document.querySelector<HTMLElement>(`[data-colors="${part}"] button`)?.focus())
  }

  const tidy = (order: NoteOrder) => () => {
    const votes = shownVotes(model.workshop.state)
    if (!votes && order !== 'color') return model.say(t('notes.noVotes'))
    tidyNotes(editor, order, votes)
  }

  /** Where the menu was opened is where its commands are meant. */
  const menuPlace = () => page.contextMenu.value && toBoard(editor.camera.value, page.contextMenu.value)
  /** By key there is no pointer: over the selection, as far as it is in sight. */
  const openMenu = () => {
    const frame = selectionFrame(editor)
    const { w, h } = editor.viewport.value
    const at = frame ? toScreen(editor.camera.value, centreOf(frame.placement)) : { x: w / 2, y: h / 2 }
    page.contextMenu.value = screenPoint(Math.min(w, Math.max(0, at.x)), Math.min(h, Math.max(0, at.y)))
  }

  const handlers: Readonly<Record<string, () => unknown>> = {
    'edit.copy': () => copyFromMenu(model, t, 'copy'),
    'edit.cut': () => copyFromMenu(model, t, 'cut'),
    'edit.paste': () => pasteFromMenu(model, t, { isPlain: false, at: menuPlace() }),
    'edit.paste-plain': () => pasteFromMenu(model, t, { isPlain: true, at: menuPlace() }),
    'edit.paste-notes': () => pasteFromMenu(model, t, { isPlain: true, asNotes: true, at: menuPlace(), field: null }),
    'edit.paste-code': () => pasteFromMenu(model, t, { isPlain: true, asCode: true, at: menuPlace(), field: null }),
    'edit.menu': openMenu,
    'image.crop': () => {
      page.cropping.value = imageTarget(editor)?.id ?? null
    },
    'image.alt': () => {
      page.describing.value = imageTarget(editor)?.id ?? null
    },
    'image.replace': model.replaceImage,
    'image.download': model.downloadImage,
    'image.to-shapes': model.imageToShapes,
    'table.save-csv': () => saveTable(editor, t),
    'table.copy-markdown': () => {
      const table = selectedTable(editor)
      return table ? copyText(markdownTable(table)) : undefined
    },
    'arrange.notes-by-color': tidy('color'),
    'arrange.notes-by-votes': tidy('votes'),
    'arrange.notes-most-votes-first': tidy('most-votes-first'),
    'tool.image': () => model.chooseFile('image'),
    'edit.link': open('link'),
    'edit.find': () => {
      page.isFinding.value = true
    },
    'style.stroke': focusColor('stroke'),
    'style.fill': focusColor('fill'),
    'style.eyedropper': eyedropper,
    'file.open': () => model.chooseFile('board'),
    'file.import': () => model.chooseFile('board'),
    'file.save': save,
    'file.export': open('export'),
    'edit.templates': open('templates'),
    'file.copy-png': copyPicture,
    'file.copy-svg': () => copyAs('svg'),
    'file.copy-markdown': () => copyAs('markdown'),
    'file.copy-mermaid': () => copyAs('mermaid'),
    'room.share': open('share'),
    'room.copy-link': () => copyText(model.address),
    'room.copy-link-to-view': () => copyText(`${model.address}#${viewFragment(editor)}`),
    'room.copy-link-to-selection': () =>
      copyText(`${model.address}#shape=${encodeURIComponent(editor.selection.value[0] ?? '')}`),
    'room.chat': panel('chat'),
    'room.comments': panel('comments'),
    'room.history': panel('history'),
    'edit.library': panel('library'),
    'edit.add-to-library': () => void model.library.addSelection(),
    'room.say': () => {
      page.isSaying.value = true
    },
    'view.theme': () => {
      const theme = themeOf(window, editor) === 'dark' ? 'light' : 'dark'
      editor.settings.value = { ...editor.settings.value, theme }
    },
    'view.minimap': () => {
      page.hasMinimap.value = !page.hasMinimap.value
    },
    'view.values': panel('values'),
    'view.preferences': open('preferences'),
    'help.shortcuts': open('shortcuts'),
    'help.palette': open('palette'),
  }
  const isOpen = (name: PanelName) => () => page.panel.value === name
  /** What is on, of those that are switches. */
  const switches: Readonly<Record<string, () => boolean>> = {
    'view.theme': () => themeOf(window, editor) === 'dark',
    'view.minimap': () => page.hasMinimap.value,
    'view.values': isOpen('values'),
    'room.chat': isOpen('chat'),
    'room.comments': isOpen('comments'),
    'room.history': isOpen('history'),
    'edit.library': isOpen('library'),
  }
  const stops = Object.entries(handlers).map(([id, handler]) => editor.onAction(id, () => void handler(), switches[id]))
  const stopRequests = editor.onRequest((request) => {
    switch (request.name) {
      case 'context-menu':
        page.contextMenu.value = request.screen
        return
      case 'choose-image':
        model.chooseFile('image', request.at)
        return
      case 'crop-image':
        page.cropping.value = request.shape
        return
      case 'rename-frame':
        editor.naming.value = request.shape
        return
      case 'place-comment': {
        const shape = request.shape === null ? undefined : editor.view.get(request.shape)
        const origin = shape ? editor.view.placement(shape) : { x: 0, y: 0 }
        page.openComment.value = {
          thread: null,
          shape: shape?.id ?? null,
          x: request.at.x - origin.x,
          y: request.at.y - origin.y,
        }
        return
      }
      case 'tell-refused':
        model.say(t(request.why === 'too-far' ? 'change.tooFar' : 'change.tooLarge'), 'bad')
        return
      case 'open-link':
        // Stored links come from others: anything but web and mail could run code here.
        if (/^(https?:|mailto:)/i.test(request.url)) window.open(request.url, '_blank', 'noopener,noreferrer')
    }
  })
  return () => {
    for (const stop of stops) stop()
    stopRequests()
  }
}
