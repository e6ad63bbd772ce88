'use client'
/** Around the one selected table: a sign that adds a row or a column, and grips of the marked ones with what can be done. */
import { GripHorizontal, GripVertical, Plus } from 'lucide-react'
import { DropdownMenu } from 'radix-ui'
import { type CSSProperties, Fragment } from 'react'
import type { Axis } from '../../../lib/document/tables.ts'
import { actionById } from '../../../lib/editor/actions/action-table.ts'
import { toScreen } from '../../../lib/editor/camera/camera.ts'
import { editableTable, markedCells } from '../../../lib/editor/cells/cell-range.ts'
import { addLastLine } from '../../../lib/editor/cells/table-edits.ts'
import { localToBoard } from '../../../lib/geometry/transform.ts'
import { cellNames, type TableShape } from '../../../lib/shapes/table/table-fields.ts'
import { tableLayout } from '../../../lib/shapes/table/table-grid.ts'
import { useLanguage, useT } from '../language.tsx'
import { ActionItem } from '../menus/action-item.tsx'
import menus from '../menus/menu.module.css'
import { useMenuLayer } from '../menus/menu-layer.tsx'
import { useRoom } from '../room-context.tsx'
import { useSelectedShapes } from '../use-board.ts'
import { useSignal } from '../use-signal.ts'
import styles from './table-handles.module.css'

const commands: Readonly<Record<Axis, readonly (readonly string[])[]>> = {
  row: [
    ['row-above', 'row-below'],
    ['move-row-up', 'move-row-down'],
    ['header', 'clear', 'delete-row'],
  ],
  column: [
    ['column-left', 'column-right'],
    ['move-column-left', 'move-column-right'],
    ['clear', 'delete-column'],
  ],
}

interface PlaceProps {
  readonly table: TableShape
  readonly axis: Axis
}

/** Local pixels of the table as pixels of the window. */
function usePoint(table: TableShape) {
  const { editor } = useRoom()
  const camera = useSignal(editor.camera)
  const placement = editor.view.placement(table)
  return (x: number, y: number) => toScreen(camera, localToBoard(placement, { x, y }))
}

function AddLine({ table, axis }: PlaceProps) {
  const t = useT()
  const { editor } = useRoom()
  const point = usePoint(table)
  const { w, h } = tableLayout(table, editor.view.context)
  const at = axis === 'row' ? point(w / 2, h) : point(w, h / 2)
  return (
    <button
      type="button"
      className={styles.add}
      data-axis={axis}
      style={{ left: at.x, top: at.y }}
      aria-label={t(axis === 'row' ? 'table.addRow' : 'table.addColumn')}
      title={t(axis === 'row' ? 'table.addRow' : 'table.addColumn')}
      onClick={() => addLastLine(editor, axis)}
    >
      <Plus size={14} strokeWidth={2.2} aria-hidden="true" />
    </button>
  )
}

function Grip({ table, axis }: PlaceProps) {
  const { t } = useLanguage()
  const { editor } = useRoom()
  const layer = useMenuLayer()
  const point = usePoint(table)
  const { xs, ys, rows, columns } = tableLayout(table, editor.view.context)
  const cells = markedCells(editor).flat()
  if (cells.length === 0) return null
  const [first, last] = [cellNames(cells[0]), cellNames(cells[cells.length - 1])]
  const [lines, ends] = axis === 'row' ? [rows, ys] : [columns, xs]
  const [from, to] = [ends[lines.indexOf(first[axis])], ends[lines.indexOf(last[axis]) + 1]]
  const [a, b] = axis === 'row' ? [point(0, from), point(0, to)] : [point(from, 0), point(to, 0)]
  const place: CSSProperties =
    axis === 'row' ? { left: a.x, top: a.y, height: b.y - a.y } : { left: a.x, top: a.y, width: b.x - a.x }
  const Icon = axis === 'row' ? GripVertical : GripHorizontal
  return (
    <DropdownMenu.Root modal={false}>
      <DropdownMenu.Trigger asChild>
        <button
          type="button"
          className={styles.grip}
          data-axis={axis}
          style={place}
          aria-label={t(axis === 'row' ? 'table.row' : 'table.column')}
          title={t(axis === 'row' ? 'table.row' : 'table.column')}
        >
          <Icon size={14} aria-hidden="true" />
        </button>
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal container={layer}>
        <DropdownMenu.Content
          className={menus.menu}
          side={axis === 'row' ? 'left' : 'top'}
          align="start"
          sideOffset={6}
          collisionPadding={8}
          onCloseAutoFocus={(event) => {
            event.preventDefault()
            document.querySelector<HTMLElement>('main [role="application"]')?.focus({ preventScroll: true })
          }}
        >
          {commands[axis].map((names, index) => (
            <Fragment key={names[0]}>
              {index > 0 ? <DropdownMenu.Separator className={menus.rule} /> : null}
              {names
                .flatMap((name) => actionById(`table.${name}`) ?? [])
                .map((action) => (
                  <ActionItem key={action.id} action={action} isDanger={action.id.includes('delete')} />
                ))}
            </Fragment>
          ))}
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  )
}

export function TableHandles() {
  const { editor } = useRoom()
  useSelectedShapes()
  useSignal(editor.cells)
  useSignal(editor.viewport)
  const tool = useSignal(editor.tool)
  const isBusy = useSignal(editor.isBusy)
  const isViewer = useSignal(editor.isViewer)
  const isCoarse = useSignal(editor.isCoarse)
  const table = editableTable(editor)
  // While it is dragged they would run after it.
  if (!table || tool !== 'select' || isBusy || isViewer || editor.view.placement(table).rotation !== 0) return null
  return (
    <div className={styles.handles} data-coarse={isCoarse || undefined} data-panel>
      <AddLine table={table} axis="row" />
      <AddLine table={table} axis="column" />
      <Grip table={table} axis="row" />
      <Grip table={table} axis="column" />
    </div>
  )
}
