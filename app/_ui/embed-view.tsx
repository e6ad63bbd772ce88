'use client'
/** A board in a frame of another page: what draws and shows, and a way to the whole of it. No menus, people or panels. */
import { ExternalLink } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { ConnectionBanner } from './connection-banner.tsx'
import { Island } from './controls.tsx'
import { RoomDialogs } from './dialogs/room-dialogs.tsx'
import embedded from './embed-view.module.css'
import { useLanguage } from './language.tsx'
import { ContextMenu } from './menus/context-menu.tsx'
import { MenuLayer } from './menus/menu-layer.tsx'
import { Announcer } from './overlays/announcer.tsx'
import { BackToContent } from './overlays/back-to-content.tsx'
import { LoadingHint } from './overlays/empty-hint.tsx'
import { Working } from './overlays/working.tsx'
import { CommentPins } from './panels/comment-pins.tsx'
import { keepFocus, refuseMiddlePaste } from './press-guards.ts'
import { useRoom } from './room-context.tsx'
import styles from './room-view.module.css'
import { SaveStatus } from './save-status.tsx'
import { CropEditor } from './shape-editors/crop-editor.tsx'
import { FrameName } from './shape-editors/frame-name.tsx'
import { ImageBar } from './shape-editors/image-bar.tsx'
import { StylePanel } from './style-panel/style-panel.tsx'
import { StyleToggle } from './style-panel/style-toggle.tsx'
import { TextEditor } from './text-editor/text-editor.tsx'
import { Toasts } from './toasts.tsx'
import { Toolbar } from './toolbar/toolbar.tsx'
import { useMedia } from './use-media.ts'
import { useSignal } from './use-signal.ts'
import { UndoRedo, ZoomBar } from './zoom-bar.tsx'

/** The token of the link goes with it, so that the same grant opens the whole page. */
function OpenWhole() {
  const { t } = useLanguage()
  const { address } = useRoom()
  return (
    <Island>
      <a className={embedded.open} href={address + location.hash} target="_blank" rel="noopener">
        <ExternalLink size={16} strokeWidth={1.75} aria-hidden="true" />
        <span>{t('embed.open')}</span>
      </a>
    </Island>
  )
}

/** What only those need who draw. */
function DrawingTools() {
  const isPhone = useMedia('(max-width: 720px)')
  const [isStyling, setStyling] = useState(false)
  return (
    <>
      <div className={styles.tools}>
        <Toolbar />
      </div>
      {isPhone && !isStyling ? null : (
        <div className={styles.side}>
          <StylePanel />
        </div>
      )}
      {isPhone ? <StyleToggle isOpen={isStyling} onToggle={() => setStyling(!isStyling)} /> : null}
      <ImageBar />
      <CropEditor />
      <FrameName />
      <ContextMenu />
      <RoomDialogs only="link" />
    </>
  )
}

export function EmbedView({ canvas }: { readonly canvas: ReactNode }) {
  const { t } = useLanguage()
  const { editor } = useRoom()
  const isViewer = useSignal(editor.isViewer)
  return (
    <main
      className={styles.room}
      aria-label={t('room.label')}
      data-embedded
      onMouseDown={keepFocus}
      onMouseUp={refuseMiddlePaste}
    >
      <MenuLayer>
        {canvas}
        <LoadingHint />
        <CommentPins />
        <TextEditor />
        {isViewer ? null : <DrawingTools />}
        <BackToContent />
        <ConnectionBanner />
        <footer className={styles.bottom}>
          <div className={styles.corner}>
            <ZoomBar />
            <UndoRedo />
            {isViewer ? null : (
              <Island>
                <SaveStatus />
              </Island>
            )}
          </div>
          <OpenWhole />
        </footer>
        <Toasts />
        <Working />
        <Announcer />
      </MenuLayer>
    </main>
  )
}
