'use client'
/** Where several selected things lie and how large they are: a row that is there as soon as there are two. */
import {
  AlignCenterHorizontal,
  AlignCenterVertical,
  AlignEndHorizontal,
  AlignEndVertical,
  AlignHorizontalSpaceBetween,
  AlignStartHorizontal,
  AlignStartVertical,
  AlignVerticalSpaceBetween,
  Columns3,
  FlipHorizontal2,
  FlipVertical2,
  MoveHorizontal,
  MoveVertical,
  Rows3,
} from 'lucide-react'
import { useT } from '../language.tsx'
import { useRoom } from '../room-context.tsx'
import { useSelected } from '../use-signal.ts'
import { ActionRow } from './action-row.tsx'

export function ArrangeRow() {
  const t = useT()
  const { editor } = useRoom()
  const hasSeveral = useSelected(editor.selection, ({ length }) => length > 1)
  if (!hasSeveral) return null
  return (
    <ActionRow
      label={t('group.arrange')}
      isWide
      actions={[
        ['arrange.align-left', AlignStartVertical],
        ['arrange.align-centre', AlignCenterVertical],
        ['arrange.align-right', AlignEndVertical],
        ['arrange.align-top', AlignStartHorizontal],
        ['arrange.align-middle', AlignCenterHorizontal],
        ['arrange.align-bottom', AlignEndHorizontal],
        ['arrange.distribute-horizontal', AlignHorizontalSpaceBetween],
        ['arrange.distribute-vertical', AlignVerticalSpaceBetween],
        ['arrange.stack-horizontal', Columns3],
        ['arrange.stack-vertical', Rows3],
        ['arrange.same-width', MoveHorizontal],
        ['arrange.same-height', MoveVertical],
        ['arrange.flip-horizontal', FlipHorizontal2],
        ['arrange.flip-vertical', FlipVertical2],
      ]}
    />
  )
}
