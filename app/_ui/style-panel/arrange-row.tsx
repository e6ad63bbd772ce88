'use client'
/** What lies over what; as soon as two things are selected also where they lie and how large they are. */
import {
  AlignCenterHorizontal,
  AlignCenterVertical,
  AlignEndHorizontal,
  AlignEndVertical,
  AlignHorizontalSpaceBetween,
  AlignStartHorizontal,
  AlignStartVertical,
  AlignVerticalSpaceBetween,
  ArrowDownToLine,
  ArrowUpToLine,
  ChevronDown,
  ChevronUp,
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

const layers = [
  ['arrange.back', ArrowDownToLine],
  ['arrange.backward', ChevronDown],
  ['arrange.forward', ChevronUp],
  ['arrange.front', ArrowUpToLine],
] as const

export function ArrangeRow() {
  const t = useT()
  const { editor } = useRoom()
  const hasSeveral = useSelected(editor.selection, ({ length }) => length > 1)
  if (!hasSeveral) return <ActionRow label={t('style.layers')} actions={layers} />
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
        ...layers,
      ]}
    />
  )
}
