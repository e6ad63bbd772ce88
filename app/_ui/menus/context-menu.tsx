'use client'
/** The menu at the pointer: the same commands as the shortcuts, with the key shown. */
import { ChevronRight } from 'lucide-react'
import { DropdownMenu } from 'radix-ui'
import { Fragment } from 'react'
import { actionById } from '../../../lib/editor/actions/action-table.ts'
import { selectedTable } from '../../../lib/editor/cells/cell-range.ts'
import { useLanguage } from '../language.tsx'
import { useRoom } from '../room-context.tsx'
import { useSignal } from '../use-signal.ts'
import { ActionItem } from './action-item.tsx'
import styles from './menu.module.css'
import { useMenuLayer } from './menu-layer.tsx'

/** The group of layers, behind which arranging has its place. */
const LAYERS = 3
const onSelection: readonly (readonly string[])[] = [
  ['edit.cut', 'edit.copy', 'edit.paste', 'edit.duplicate'],
  ['style.copy', 'style.paste'],
  ['file.copy-png', 'file.copy-svg'],
  ['arrange.front', 'arrange.forward', 'arrange.backward', 'arrange.back'],
  ['arrange.group', 'arrange.ungroup', 'arrange.frame', 'arrange.lock'],
  ['edit.link', 'room.copy-link-to-selection', 'edit.add-to-library', 'edit.delete'],
]
/** For one selected table. */
const onTable: readonly (readonly string[])[] = [
  ['row-above', 'row-below', 'column-left', 'column-right'],
  ['delete-row', 'delete-column', 'clear', 'header'],
  ['save-csv', 'copy-markdown'],
].map((names) => names.map((name) => `table.${name}`))
/** Opens beside the menu as soon as two are selected. */
const arranging: readonly (readonly string[])[] = [
  ['align-left', 'align-centre', 'align-right'],
  ['align-top', 'align-middle', 'align-bottom'],
  ['distribute-horizontal', 'distribute-vertical', 'stack-horizontal', 'stack-vertical'],
  ['same-width', 'same-height', 'flip-horizontal', 'flip-vertical'],
].map((names) => names.map((name) => `arrange.${name}`))
/** For several selected notes, or all of them when nothing is selected. */
const onNotes: readonly string[] = ['by-color', 'by-votes', 'most-votes-first'].map((name) => `arrange.notes-${name}`)
const onBoard: readonly (readonly string[])[] = [
  ['edit.paste', 'edit.paste-notes', 'edit.paste-code', 'edit.select-all'],
  ['view.fit-all', 'view.zoom-reset', 'view.grid', 'view.snap'],
  ['file.copy-png', 'file.copy-svg', 'room.copy-link-to-view'],
  ['view.theme', 'view.zen', 'help.shortcuts'],
]

/** What had the focus was the board, unless a command of the menu has put it elsewhere. */
function focusBoard(event: Event) {
  event.preventDefault()
  if (document.activeElement === document.body)
    document.querySelector<HTMLElement>('main [role="application"]')?.focus({ preventScroll: true })
}

function ArrangeMenu() {
  const { t } = useLanguage()
  const layer = useMenuLayer()
  return (
    <DropdownMenu.Sub>
      <DropdownMenu.SubTrigger className={styles.item}>
        <span className={styles.label}>{t('group.arrange')}</span>
        <ChevronRight size={14} aria-hidden="true" />
      </DropdownMenu.SubTrigger>
      <DropdownMenu.Portal container={layer}>
        <DropdownMenu.SubContent className={styles.menu} sideOffset={6} collisionPadding={8}>
          {arranging.map((ids, index) => (
            <Fragment key={ids[0]}>
              {index > 0 ? <DropdownMenu.Separator className={styles.rule} /> : null}
              {ids
                .flatMap((id) => actionById(id) ?? [])
                .map((action) => (
                  <ActionItem key={action.id} action={action} />
                ))}
            </Fragment>
          ))}
        </DropdownMenu.SubContent>
      </DropdownMenu.Portal>
    </DropdownMenu.Sub>
  )
}

export function ContextMenu() {
  const { t } = useLanguage()
  const room = useRoom()
  const layer = useMenuLayer()
  const at = useSignal(room.page.contextMenu)
  const selection = useSignal(room.editor.selection)
  const isViewer = useSignal(room.editor.isViewer)
  if (!at) return null
  const close = () => {
    room.page.contextMenu.value = null
  }
  const isTable = selectedTable(room.editor) !== null
  // Rows and columns are what the menu of a table is opened for.
  const onSelected = isTable ? [...onSelection.slice(0, 1), ...onTable, ...onSelection.slice(1)] : onSelection
  const hasNotes = selection.length === 0 || selection.some((id) => room.editor.view.get(id)?.type === 'note')
  const tidying = hasNotes && room.isEnabled(onNotes[0]) ? [onNotes] : []
  // Before what is last: deleting, and the page itself.
  const shown = selection.length === 0 ? onBoard : onSelected
  const groups = [...shown.slice(0, -1), ...tidying, ...shown.slice(-1)]
    .map((ids) => ids.flatMap((id) => actionById(id) ?? []))
    // A viewer is not shown a wall of what it may not do.
    .map((actions) => actions.filter(({ forViewers }) => forViewers || !isViewer))
    .filter((actions) => actions.length > 0)
  return (
    <DropdownMenu.Root key={`${at.x},${at.y}`} open modal={false} onOpenChange={(open) => !open && close()}>
      <DropdownMenu.Trigger asChild>
        <span aria-hidden="true" style={{ position: 'fixed', left: at.x, top: at.y, width: 1, height: 1 }} />
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal container={layer}>
        <DropdownMenu.Content
          className={styles.menu}
          aria-label={t('menu.context')}
          // Beside the pointer, so that a long menu moves up and is not cut off.
          side="right"
          align="start"
          sideOffset={2}
          collisionPadding={8}
          onCloseAutoFocus={focusBoard}
          // The key that opens this menu would open the browser's own over it.
          onContextMenu={(event) => event.preventDefault()}
        >
          {groups.map((actions, index) => (
            <Fragment key={actions[0].id}>
              {index > 0 ? <DropdownMenu.Separator className={styles.rule} /> : null}
              {actions.map((action) => (
                <ActionItem key={action.id} action={action} isDanger={action.id === 'edit.delete'} />
              ))}
              {index === LAYERS && selection.length > 1 && !isViewer ? <ArrangeMenu /> : null}
            </Fragment>
          ))}
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  )
}
