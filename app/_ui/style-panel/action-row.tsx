'use client'
import type { LucideIcon } from 'lucide-react'
import { actionById } from '../../../lib/editor/actions/action-table.ts'
import { labelNow } from '../../../lib/editor/actions/actions.ts'
import { Tip } from '../controls.tsx'
import { cx } from '../cx.ts'
import { NamedGroup } from '../form.tsx'
import { useKeys } from '../keys.ts'
import { useLanguage } from '../language.tsx'
import { useRoom } from '../room-context.tsx'
import styles from './style-panel.module.css'

export interface ActionRowProps {
  readonly label: string
  /** Ids of the action table; those that cannot run now are dimmed. */
  readonly actions: readonly (readonly [id: string, icon: LucideIcon])[]
  /** Many of them take the whole width; their pictures say what the name beside them would. */
  readonly isWide?: boolean
}

export function ActionRow({ label, actions, isWide = false }: ActionRowProps) {
  const { label: words } = useLanguage()
  const keys = useKeys()
  const room = useRoom()
  return (
    <NamedGroup label={label} labelClass={styles.legend} className={cx(styles.group, isWide && styles.wide)}>
      <div className={styles.options}>
        {actions.map(([id, Icon]) => {
          const action = actionById(id)
          const name = words(action ? labelNow(action, room.editor) : id)
          return (
            <Tip key={id} label={name} keys={keys(id)} side="top">
              <button
                type="button"
                className={styles.option}
                aria-label={name}
                disabled={!room.isEnabled(id)}
                onClick={() => room.run(id)}
              >
                <Icon size={16} strokeWidth={1.75} aria-hidden="true" />
              </button>
            </Tip>
          )
        })}
      </div>
    </NamedGroup>
  )
}
