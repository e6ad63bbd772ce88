'use client'
import type { EditorSettings } from '../../../lib/editor/settings.ts'
import { Dialog } from '../dialog.tsx'
import form from '../form.module.css'
import { Choice, Section, TextField, Toggle } from '../form.tsx'
import { useT } from '../language.tsx'
import { LanguageSelect } from '../language-select.tsx'
import { useRoom } from '../room-context.tsx'
import { useSignal } from '../use-signal.ts'

const MIN_GRID = 4
const MAX_GRID = 200
type Switches = {
  [K in keyof EditorSettings]: EditorSettings[K] extends boolean ? K : never
}[keyof EditorSettings]

const boardSwitches = ['grid', 'snapToObjects', 'toolLock', 'marqueeMustContain'] as const satisfies Switches[]
const inputSwitches = ['wheelZooms', 'penMode', 'singleKeyShortcuts'] as const satisfies Switches[]
const viewSwitches = ['hints', 'reducedMotion', 'zen', 'viewMode'] as const satisfies Switches[]

export function PreferencesDialog({ onClose }: { onClose(): void }) {
  const t = useT()
  const { editor } = useRoom()
  const settings = useSignal(editor.settings)
  const change = (patch: Partial<EditorSettings>) => {
    editor.settings.value = { ...editor.settings.value, ...patch }
  }
  const toggles = (names: readonly Switches[]) =>
    names.map((name) => (
      <Toggle
        key={name}
        label={t(`prefs.${name}`)}
        checked={settings[name]}
        onChange={(checked) => change({ [name]: checked })}
      />
    ))
  return (
    <Dialog title={t('prefs.title')} onClose={onClose}>
      <Section title={t('prefs.look')}>
        <Choice
          label={t('menu.theme')}
          value={settings.theme}
          options={(['system', 'light', 'dark'] as const).map((value) => ({ value, label: t(`theme.${value}`) }))}
          onChange={(theme) => change({ theme })}
        />
        <div className={form.switchRow}>
          <span>{t('prefs.language')}</span>
          <LanguageSelect />
        </div>
        {toggles(viewSwitches)}
      </Section>
      <Section title={t('prefs.board')}>
        {toggles(boardSwitches)}
        <TextField
          label={t('prefs.gridSize')}
          type="number"
          min={MIN_GRID}
          max={MAX_GRID}
          value={settings.gridSize}
          onChange={(event) => {
            const size = Number(event.target.value)
            if (size >= MIN_GRID && size <= MAX_GRID) change({ gridSize: size })
          }}
        />
      </Section>
      <Section title={t('prefs.input')}>
        <Choice
          label={t('prefs.keyMap')}
          value={settings.keyMap}
          options={[
            { value: 'excalidraw', label: 'Excalidraw' },
            { value: 'tldraw', label: 'tldraw' },
          ]}
          onChange={(keyMap) => change({ keyMap })}
        />
        {toggles(inputSwitches)}
      </Section>
    </Dialog>
  )
}
