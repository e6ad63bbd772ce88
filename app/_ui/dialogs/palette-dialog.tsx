'use client'
/** Runs any command by name. */
import { Check } from 'lucide-react'
import { Dialog as Radix } from 'radix-ui'
import { type KeyboardEvent, useId, useState } from 'react'
import { actions } from '../../../lib/editor/actions/action-table.ts'
import { type Hindrance, hindranceOf, labelNow } from '../../../lib/editor/actions/actions.ts'
import forms from '../form.module.css'
import { useKeys } from '../keys.ts'
import { useLanguage } from '../language.tsx'
import menus from '../menus/menu.module.css'
import { useRoom } from '../room-context.tsx'
import { useFocusReturn } from '../use-focus-return.ts'
import styles from './palette-dialog.module.css'

/** Every word typed must begin a word of the label, in any order. */
function matches(label: string, typed: string): boolean {
  const words = label.toLowerCase()
  return typed
    .toLowerCase()
    .split(/\s+/)
    .every((part) => words.includes(part))
}

export function PaletteDialog({ onClose }: { onClose(): void }) {
  const { t, label } = useLanguage()
  const room = useRoom()
  const keys = useKeys()
  const giveBack = useFocusReturn()
  const listId = useId()
  const [typed, setTyped] = useState('')
  const [chosen, setChosen] = useState(0)
  const { editor } = room
  // What cannot run now is shown behind the rest, with the reason: or it would seem not to exist.
  const found = actions
    .filter((action) => action.id !== 'help.palette' && matches(label(labelNow(action, editor)), typed))
    .map((action) => ({ action, hindrance: hindranceOf(action, editor), isOn: editor.switched(action.id) }))
    .sort((a, b) => Number(a.hindrance !== null) - Number(b.hindrance !== null))
  const reason = (hindrance: Hindrance) =>
    hindrance.name === 'selection'
      ? t('palette.needsSelection', { count: hindrance.needs })
      : t(hindrance.name === 'viewer' ? 'palette.viewer' : 'palette.notNow')
  const run = (row: (typeof found)[number] | undefined) => {
    if (!row || row.hindrance) return
    const { action } = row
    onClose()
    // After the dialog has given its focus back, so that what the action opens keeps its own.
    room.after(0, () => room.run(action.id))
  }
  const onKey = (event: KeyboardEvent) => {
    // The keys of an input method choose among its words.
    if (event.nativeEvent.isComposing) return
    const last = Math.max(0, found.length - 1)
    if (event.key === 'ArrowDown') setChosen(Math.min(last, chosen + 1))
    else if (event.key === 'ArrowUp') setChosen(Math.max(0, chosen - 1))
    else if (event.key === 'Enter') run(found[chosen])
    else return
    event.preventDefault()
  }
  return (
    <Radix.Root open onOpenChange={(open) => !open && onClose()}>
      <Radix.Portal>
        <Radix.Overlay className={styles.scrim} />
        <Radix.Content className={styles.palette} aria-describedby={undefined} onCloseAutoFocus={giveBack}>
          <Radix.Title className="visually-hidden">{t('palette.title')}</Radix.Title>
          <input
            className={`${forms.input} ${styles.input}`}
            role="combobox"
            aria-expanded="true"
            aria-controls={listId}
            aria-activedescendant={found[chosen] ? `${listId}-${chosen}` : undefined}
            aria-label={t('palette.label')}
            placeholder={t('palette.placeholder')}
            value={typed}
            onChange={(event) => {
              setTyped(event.target.value)
              setChosen(0)
            }}
            onKeyDown={onKey}
          />
          <div id={listId} role="listbox" aria-label={t('palette.title')} className={styles.list}>
            {found.map(({ action, hindrance, isOn }, index) => (
              // biome-ignore lint/a11y/useKeyWithClickEvents: the combobox above has the keyboard
              <div
                key={action.id}
                id={`${listId}-${index}`}
                role="option"
                tabIndex={-1}
                aria-selected={index === chosen}
                aria-checked={isOn ?? undefined}
                className={menus.item}
                ref={index === chosen ? (row) => void row?.scrollIntoView({ block: 'nearest' }) : undefined}
                onPointerMove={() => index !== chosen && setChosen(index)}
                data-disabled={hindrance ? '' : undefined}
                aria-disabled={hindrance !== null}
                onClick={() => run(found[index])}
              >
                <span className={menus.label}>{label(labelNow(action, editor))}</span>
                {isOn ? <Check size={15} aria-hidden="true" /> : null}
                <span className={styles.group}>{hindrance ? reason(hindrance) : t(`group.${action.group}`)}</span>
                <kbd className={menus.keys}>{keys(action.id)}</kbd>
              </div>
            ))}
            {found.length === 0 ? <p className={styles.none}>{t('palette.none')}</p> : null}
          </div>
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  )
}
