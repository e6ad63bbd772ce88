'use client'
import type { LucideIcon } from 'lucide-react'
import {
  Check,
  CircleHelp,
  Command,
  Download,
  Eraser,
  FolderOpen,
  History,
  House,
  ImageDown,
  Languages,
  LayoutTemplate,
  LibraryBig,
  Map as MapIcon,
  Menu,
  MessageSquare,
  MessagesSquare,
  Moon,
  Printer,
  Ruler,
  Search,
  Settings2,
  SunMoon,
  Trash2,
} from 'lucide-react'
import { DropdownMenu } from 'radix-ui'
import { actionById } from '../../../lib/editor/actions/action-table.ts'
import { languages } from '../../../lib/i18n/languages.ts'
import { basePath } from '../../../lib/page/server/base-path.ts'
import { IconButton } from '../controls.tsx'
import { useKeys } from '../keys.ts'
import { useLanguage } from '../language.tsx'
import { useRoom } from '../room-context.tsx'
import { useSignal } from '../use-signal.ts'
import { useMayEnd } from '../workshop/use-may-end.ts'
import { ActionItem } from './action-item.tsx'
import styles from './menu.module.css'
import { leaveFocusToNext, useMenuLayer } from './menu-layer.tsx'
import { PaperMenu } from './paper-menu.tsx'

interface ItemProps {
  readonly icon: LucideIcon
  readonly label: string
  readonly keys?: string
  readonly isDanger?: true
  onSelect(): void
}

function Item({ icon: Icon, label, keys, isDanger, onSelect }: ItemProps) {
  return (
    <DropdownMenu.Item className={styles.item} data-danger={isDanger} onSelect={onSelect}>
      <Icon size={16} aria-hidden="true" />
      <span className={styles.label}>{label}</span>
      {keys ? <kbd className={styles.keys}>{keys}</kbd> : null}
    </DropdownMenu.Item>
  )
}

interface SwitchProps {
  readonly icon: LucideIcon
  readonly name: string
  readonly id: string
}
/** A panel or overlay of the action table, with a tick while it is there. */
function Switch({ id, ...look }: SwitchProps) {
  const action = actionById(id)
  return action ? <ActionItem action={action} {...look} /> : null
}

const Rule = () => <DropdownMenu.Separator className={styles.rule} />

function ThemeMenu() {
  const layer = useMenuLayer()
  const { t } = useLanguage()
  const { editor } = useRoom()
  const settings = useSignal(editor.settings)
  const themes = ['system', 'light', 'dark'] as const
  return (
    <DropdownMenu.Sub>
      <DropdownMenu.SubTrigger className={styles.item}>
        {settings.theme === 'dark' ? <Moon size={16} aria-hidden="true" /> : <SunMoon size={16} aria-hidden="true" />}
        <span className={styles.label}>{t('menu.theme')}</span>
        <span className={styles.keys}>{t(`theme.${settings.theme}`)}</span>
      </DropdownMenu.SubTrigger>
      <DropdownMenu.Portal container={layer}>
        <DropdownMenu.SubContent className={styles.menu} sideOffset={6} collisionPadding={8}>
          <DropdownMenu.RadioGroup value={settings.theme}>
            {themes.map((theme) => (
              <DropdownMenu.RadioItem
                key={theme}
                className={styles.item}
                value={theme}
                onSelect={() => {
                  editor.settings.value = { ...editor.settings.value, theme }
                }}
              >
                <span className={styles.check}>{theme === settings.theme ? <Check size={15} /> : null}</span>
                {t(`theme.${theme}`)}
              </DropdownMenu.RadioItem>
            ))}
          </DropdownMenu.RadioGroup>
        </DropdownMenu.SubContent>
      </DropdownMenu.Portal>
    </DropdownMenu.Sub>
  )
}

function LanguageMenu() {
  const layer = useMenuLayer()
  const { id, t, choose } = useLanguage()
  return (
    <DropdownMenu.Sub>
      <DropdownMenu.SubTrigger className={styles.item}>
        <Languages size={16} aria-hidden="true" />
        <span className={styles.label}>{t('prefs.language')}</span>
        <span className={styles.keys}>{languages.find((language) => language.id === id)?.name}</span>
      </DropdownMenu.SubTrigger>
      <DropdownMenu.Portal container={layer}>
        <DropdownMenu.SubContent className={styles.menu} sideOffset={6} collisionPadding={8}>
          <DropdownMenu.RadioGroup value={id}>
            {languages.map((language) => (
              <DropdownMenu.RadioItem
                key={language.id}
                className={styles.item}
                value={language.id}
                lang={language.id}
                onSelect={() => choose(language.id)}
              >
                <span className={styles.check}>{language.id === id ? <Check size={15} /> : null}</span>
                {language.name}
              </DropdownMenu.RadioItem>
            ))}
          </DropdownMenu.RadioGroup>
        </DropdownMenu.SubContent>
      </DropdownMenu.Portal>
    </DropdownMenu.Sub>
  )
}

/** What takes away for everyone. */
function Ends() {
  const { t } = useLanguage()
  const room = useRoom()
  const mayClear = useMayEnd('') && room.isEnabled('room.clear')
  return (
    <>
      {mayClear || room.isOwner ? <Rule /> : null}
      {mayClear ? (
        <Item icon={Eraser} label={t('menu.clearBoard')} isDanger onSelect={() => room.run('room.clear')} />
      ) : null}
      {room.isOwner ? (
        <Item
          icon={Trash2}
          label={t('menu.delete')}
          isDanger
          onSelect={() => {
            room.page.dialog.value = 'delete'
          }}
        />
      ) : null}
    </>
  )
}

export function MainMenu() {
  const layer = useMenuLayer()
  const { t } = useLanguage()
  const room = useRoom()
  const keys = useKeys()
  const isViewer = useSignal(room.editor.isViewer)
  const { page } = room
  return (
    <DropdownMenu.Root modal={false}>
      <DropdownMenu.Trigger asChild>
        <IconButton label={t('menu.label')} icon={Menu} />
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal container={layer}>
        <DropdownMenu.Content
          className={styles.menu}
          align="start"
          sideOffset={8}
          collisionPadding={8}
          onCloseAutoFocus={leaveFocusToNext}
        >
          <Item icon={House} label={t('menu.home')} onSelect={() => location.assign(basePath || '/')} />
          {isViewer ? null : (
            <Item
              icon={FolderOpen}
              label={t('menu.open')}
              keys={keys('file.open')}
              onSelect={() => room.chooseFile('board')}
            />
          )}
          <Item
            icon={Download}
            label={t('menu.save')}
            keys={keys('file.save')}
            onSelect={() => room.run('file.save')}
          />
          <Item
            icon={ImageDown}
            label={t('menu.export')}
            keys={keys('file.export')}
            onSelect={() => {
              page.dialog.value = 'export'
            }}
          />
          <Item
            icon={Printer}
            label={t('action.file.print')}
            keys={keys('file.print')}
            onSelect={() => room.run('file.print')}
          />
          <Rule />
          <Item icon={Search} label={t('menu.find')} keys={keys('edit.find')} onSelect={() => room.run('edit.find')} />
          <Item
            icon={Command}
            label={t('menu.palette')}
            keys={keys('help.palette')}
            onSelect={() => {
              page.dialog.value = 'palette'
            }}
          />
          <Rule />
          <Switch icon={MessagesSquare} name={t('menu.chat')} id="room.chat" />
          <Switch icon={MessageSquare} name={t('menu.comments')} id="room.comments" />
          <Switch icon={History} name={t('menu.history')} id="room.history" />
          {isViewer ? null : (
            <Item icon={LayoutTemplate} label={t('menu.templates')} onSelect={() => room.run('edit.templates')} />
          )}
          {isViewer ? null : <Switch icon={LibraryBig} name={t('menu.library')} id="edit.library" />}
          {isViewer ? null : <Switch icon={Ruler} name={t('menu.values')} id="view.values" />}
          <Switch icon={MapIcon} name={t('menu.minimap')} id="view.minimap" />
          <Rule />
          <ThemeMenu />
          {isViewer ? null : <PaperMenu />}
          <LanguageMenu />
          <Item
            icon={Settings2}
            label={t('menu.preferences')}
            onSelect={() => {
              page.dialog.value = 'preferences'
            }}
          />
          <Item
            icon={CircleHelp}
            label={t('menu.shortcuts')}
            keys="?"
            onSelect={() => {
              page.dialog.value = 'shortcuts'
            }}
          />
          <Ends />
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  )
}
