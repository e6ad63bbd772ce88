'use client'
/** A command in a menu: its name as things are now, its key, and a tick when it is a switch that is on. */
import { Check, type LucideIcon } from 'lucide-react'
import { DropdownMenu } from 'radix-ui'
import { type Action, labelNow } from '../../../lib/editor/actions/actions.ts'
import { useKeys } from '../keys.ts'
import { useLanguage } from '../language.tsx'
import { useRoom } from '../room-context.tsx'
import styles from './menu.module.css'

interface ActionItemProps {
  readonly action: Action
  readonly icon?: LucideIcon
  /** In place of the command's own name. */
  readonly name?: string
  readonly isDanger?: boolean
}

export function ActionItem({ action, icon: Icon, name, isDanger = false }: ActionItemProps) {
  const { label } = useLanguage()
  const keys = useKeys()
  const room = useRoom()
  const isOn = room.editor.switched(action.id)
  const row = {
    className: styles.item,
    disabled: !room.isEnabled(action.id),
    'data-danger': isDanger || undefined,
    onSelect: () => room.run(action.id),
  }
  const words = (
    <>
      {Icon ? <Icon size={16} aria-hidden="true" /> : null}
      <span className={styles.label}>{name ?? label(labelNow(action, room.editor))}</span>
      {isOn === null ? null : (
        <span className={styles.check}>{isOn ? <Check size={15} aria-hidden="true" /> : null}</span>
      )}
      <kbd className={styles.keys}>{keys(action.id)}</kbd>
    </>
  )
  if (isOn === null) return <DropdownMenu.Item {...row}>{words}</DropdownMenu.Item>
  return (
    <DropdownMenu.CheckboxItem {...row} checked={isOn}>
      {words}
    </DropdownMenu.CheckboxItem>
  )
}
