'use client'
import { lazy, Suspense } from 'react'
import type { DialogName } from '../../../lib/page/room-model.ts'
import { useT } from '../language.tsx'
import { useRoom } from '../room-context.tsx'
import { useSignal } from '../use-signal.ts'
import { ClearDialog } from './clear-dialog.tsx'
import { DeleteDialog } from './delete-dialog.tsx'
import { ExportDialog } from './export-dialog.tsx'
import { LinkDialog } from './link-dialog.tsx'
import { PaletteDialog } from './palette-dialog.tsx'
import { PreferencesDialog } from './preferences-dialog.tsx'
import { ShareDialog } from './share-dialog.tsx'
import { ShortcutsDialog } from './shortcuts-dialog.tsx'

/** Templates and their words come when they are asked for. */
const TemplatesDialog = lazy(async () => ({
  default: (await import('../templates/templates-dialog.tsx')).TemplatesDialog,
}))

/** The one dialog that is open; with `only`, no other opens here. */
export function RoomDialogs({ only }: { readonly only?: DialogName }) {
  const t = useT()
  const { page, editor, deleted } = useRoom()
  const name = useSignal(page.dialog)
  const close = () => {
    page.dialog.value = null
  }
  if (only !== undefined && name !== only) return null
  switch (name) {
    case 'shortcuts':
      return <ShortcutsDialog onClose={close} />
    case 'palette':
      return <PaletteDialog onClose={close} />
    case 'preferences':
      return <PreferencesDialog onClose={close} />
    case 'share':
      return <ShareDialog onClose={close} />
    case 'export':
      return <ExportDialog onClose={close} />
    case 'link':
      return <LinkDialog onClose={close} />
    case 'templates':
      return (
        <Suspense>
          <TemplatesDialog onClose={close} />
        </Suspense>
      )
    case 'clear':
      return <ClearDialog onClose={close} />
    case 'delete': {
      const board = editor.document.board.title || t('room.untitled')
      return <DeleteDialog name={board} onDelete={deleted.deleteNow} onClose={close} />
    }
    default:
      return null
  }
}
