'use client'
import { actions } from '../../../lib/editor/actions/action-table.ts'
import type { Action, ActionGroup } from '../../../lib/editor/actions/actions.ts'
import { Kbd } from '../controls.tsx'
import { Dialog } from '../dialog.tsx'
import { formatChord } from '../keys.ts'
import { useLanguage } from '../language.tsx'
import { useRoom } from '../room-context.tsx'
import { useSelected } from '../use-signal.ts'
import styles from './shortcuts-dialog.module.css'

const groups: readonly ActionGroup[] = ['tool', 'edit', 'arrange', 'style', 'view', 'file', 'room', 'help']

/** Every shortcut, straight from the action table. */
export function ShortcutsDialog({ onClose }: { onClose(): void }) {
  const { t, label } = useLanguage()
  const { editor } = useRoom()
  const keyMap = useSelected(editor.settings, (settings) => settings.keyMap)
  const inGroup = (group: ActionGroup) =>
    actions.filter((action: Action) => action.group === group && action.keys[keyMap].length > 0)
  return (
    <Dialog
      title={t('shortcuts.title')}
      description={t(`shortcuts.map.${keyMap}`)}
      size="large"
      isReading
      onClose={onClose}
    >
      <div className={styles.columns}>
        {groups.map((group) => {
          const listed = inGroup(group)
          if (listed.length === 0) return null
          return (
            <section key={group} className={styles.group}>
              <h3 className={styles.heading}>{t(`group.${group}`)}</h3>
              <dl className={styles.list}>
                {listed.map((action) => (
                  <div key={action.id} className={styles.row}>
                    <dt>{label(action.label)}</dt>
                    <dd>
                      {action.keys[keyMap].map((chord) => (
                        <Kbd key={chord}>{formatChord(chord)}</Kbd>
                      ))}
                    </dd>
                  </div>
                ))}
              </dl>
            </section>
          )
        })}
      </div>
    </Dialog>
  )
}
