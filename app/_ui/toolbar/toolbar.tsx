'use client'
import { Ellipsis, Lock, LockOpen, PenOff, Shapes } from 'lucide-react'
import { DropdownMenu, Popover } from 'radix-ui'
import { Fragment, useState } from 'react'
import type { ToolId } from '../../../lib/editor/tools/tool-ids.ts'
import { type NamedForm, namedForms } from '../../../lib/shapes/geo-forms.ts'
import { IconButton, Island, Separator } from '../controls.tsx'
import { useKeys } from '../keys.ts'
import { useT } from '../language.tsx'
import menus from '../menus/menu.module.css'
import { leaveFocusToNext, useMenuLayer } from '../menus/menu-layer.tsx'
import { useRoom } from '../room-context.tsx'
import { useMedia } from '../use-media.ts'
import { useSelected, useSignal } from '../use-signal.ts'
import { FormIcon } from './form-icon.tsx'
import { mainTools, moreTools, needsEditing, phoneTools, toolIcons, viewerTools } from './tool-items.ts'
import styles from './toolbar.module.css'
import { useDropShape } from './use-drop-shape.ts'

function ToolButton({ tool }: { readonly tool: ToolId }) {
  const t = useT()
  const room = useRoom()
  const keys = useKeys()
  const current = useSignal(room.editor.tool)
  const isViewer = useSignal(room.editor.isViewer)
  const isPhone = useMedia('(max-width: 720px)')
  const key = keys(`tool.${tool}`)
  const { handlers, hasDropped } = useDropShape(tool)
  return (
    <IconButton
      label={t(`tool.${tool}`)}
      icon={toolIcons[tool]}
      keys={key}
      hint={key && key.length === 1 ? key : undefined}
      side={isPhone ? 'top' : 'bottom'}
      pressed={current === tool}
      disabled={isViewer && needsEditing(tool)}
      data-tool={tool}
      {...handlers}
      onClick={() => {
        if (hasDropped()) return
        if (tool === 'image') room.chooseFile('image')
        else room.editor.tool.value = tool
      }}
    />
  )
}

interface FormButtonProps {
  readonly form: NamedForm
  readonly isChosen: boolean
  /** Makes it the form of the next shape. */
  onTake(): void
  onChoose(): void
  onDropped(): void
}

function FormButton({ form, isChosen, onTake, onChoose, onDropped }: FormButtonProps) {
  const t = useT()
  const { handlers, hasDropped } = useDropShape('form', { onLeave: onTake, onEnd: onDropped })
  return (
    <button
      type="button"
      className={styles.form}
      aria-label={t(`form.${form}`)}
      title={t(`form.${form}`)}
      aria-pressed={isChosen}
      {...handlers}
      onClick={() => hasDropped() || onChoose()}
    >
      <FormIcon form={form} />
    </button>
  )
}

/** All flow-chart forms as one tool; the chosen one is the `form` of the next shape. */
function FormPicker() {
  const t = useT()
  const { editor } = useRoom()
  const [isOpen, setOpen] = useState(false)
  const tool = useSignal(editor.tool)
  const form = useSelected(editor.styles, (styles) => styles.form)
  const isViewer = useSignal(editor.isViewer)
  const take = (next: NamedForm) => {
    editor.styles.value = { ...editor.styles.value, form: next }
  }
  return (
    <Popover.Root open={isOpen} onOpenChange={setOpen}>
      <Popover.Trigger asChild>
        <IconButton label={t('tool.form')} icon={Shapes} pressed={tool === 'form'} disabled={isViewer} />
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Content
          aria-label={t('tool.form')}
          className={styles.forms}
          sideOffset={10}
          collisionPadding={8}
          onCloseAutoFocus={leaveFocusToNext}
        >
          {namedForms.map((each) => (
            <FormButton
              key={each}
              form={each}
              isChosen={tool === 'form' && form === each}
              onTake={() => take(each)}
              onChoose={() => {
                take(each)
                editor.tool.value = 'form'
                setOpen(false)
              }}
              onDropped={() => setOpen(false)}
            />
          ))}
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  )
}

interface MoreToolProps {
  readonly tool: ToolId
  onDropped(): void
}

function MoreTool({ tool, onDropped }: MoreToolProps) {
  const t = useT()
  const room = useRoom()
  const keys = useKeys()
  const isViewer = useSignal(room.editor.isViewer)
  const { handlers, hasDropped } = useDropShape(tool, { onEnd: onDropped })
  const Icon = toolIcons[tool]
  return (
    <DropdownMenu.Item
      className={menus.item}
      disabled={isViewer && needsEditing(tool)}
      {...handlers}
      onSelect={() => {
        if (hasDropped()) return
        if (tool === 'image') room.chooseFile('image')
        else room.editor.tool.value = tool
      }}
    >
      <Icon size={16} aria-hidden="true" />
      <span className={menus.label}>{t(`tool.${tool}`)}</span>
      <kbd className={menus.keys}>{keys(`tool.${tool}`)}</kbd>
    </DropdownMenu.Item>
  )
}

function MoreTools({ tools }: { readonly tools: readonly ToolId[] }) {
  const t = useT()
  const { editor } = useRoom()
  const [isOpen, setOpen] = useState(false)
  const current = useSignal(editor.tool)
  const layer = useMenuLayer()
  const shown = tools.find((tool) => tool === current)
  const TriggerIcon = shown ? toolIcons[shown] : Ellipsis
  return (
    <DropdownMenu.Root modal={false} open={isOpen} onOpenChange={setOpen}>
      <DropdownMenu.Trigger asChild>
        <IconButton label={t('toolbar.more')} icon={TriggerIcon} pressed={shown !== undefined} />
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal container={layer}>
        <DropdownMenu.Content
          className={menus.menu}
          sideOffset={10}
          collisionPadding={8}
          onCloseAutoFocus={leaveFocusToNext}
        >
          {tools.map((tool) => (
            <MoreTool key={tool} tool={tool} onDropped={() => setOpen(false)} />
          ))}
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  )
}

export function Toolbar() {
  const t = useT()
  const { editor, session } = useRoom()
  const keys = useKeys()
  const settings = useSignal(editor.settings)
  const isViewer = useSignal(editor.isViewer)
  const isPhone = useMedia('(max-width: 720px)')
  const isSmall = useMedia('(max-width: 399px)')
  const isTiny = useMedia('(max-width: 349px)')
  const change = (patch: Partial<typeof settings>) => {
    editor.settings.value = { ...editor.settings.value, ...patch }
  }
  // Until the room has told what I may do, everything is there and nothing is enabled: no bar that jumps.
  const isLoaded = useSignal(session.isLoaded)
  const isLooking = isViewer && isLoaded
  // A fingertip each: what does not fit is in the menu.
  const missing = (isSmall ? 1 : 0) + (isTiny ? 1 : 0) + (settings.penMode ? 1 : 0)
  const groups = isLooking ? [viewerTools] : isPhone ? [phoneTools.slice(0, phoneTools.length - missing)] : mainTools
  const inBar = new Set(groups.flat())
  const rest = [...mainTools.flat(), ...moreTools].filter((tool) => !inBar.has(tool))
  return (
    <div role="toolbar" aria-label={t('toolbar.label')} className={styles.toolbar}>
      <Island>
        {isLooking || isPhone ? null : (
          <>
            <IconButton
              label={t('toolbar.lock')}
              icon={settings.toolLock ? Lock : LockOpen}
              keys={keys('tool.lock')}
              pressed={settings.toolLock}
              onClick={() => change({ toolLock: !settings.toolLock })}
            />
            <Separator vertical />
          </>
        )}
        {groups.map((tools, index) => (
          <Fragment key={tools[0]}>
            {index > 0 ? <Separator vertical /> : null}
            {tools.map((tool) => (
              <ToolButton key={tool} tool={tool} />
            ))}
          </Fragment>
        ))}
        {isLooking ? null : (
          <>
            {isPhone ? null : <Separator vertical />}
            <FormPicker />
            <MoreTools tools={isPhone ? rest : moreTools} />
          </>
        )}
        {settings.penMode ? (
          <IconButton
            label={t('toolbar.leavePenMode')}
            icon={PenOff}
            pressed
            onClick={() => change({ penMode: false })}
          />
        ) : null}
      </Island>
    </div>
  )
}
