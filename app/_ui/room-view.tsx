'use client'
/** The room page's face: islands over the full-window canvas. The canvas itself is mounted by the room. */
import { CircleHelp, Share2 } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { ConnectionBanner } from './connection-banner.tsx'
import { Button, IconButton, Island } from './controls.tsx'
import { RoomDialogs } from './dialogs/room-dialogs.tsx'
import { HistoryPreview } from './history/history-preview.tsx'
import { useLanguage } from './language.tsx'
import { Avatars } from './menus/avatars.tsx'
import { BoardTitle } from './menus/board-title.tsx'
import { ChatButton } from './menus/chat-button.tsx'
import { ContextMenu } from './menus/context-menu.tsx'
import { MainMenu } from './menus/main-menu.tsx'
import { MenuLayer } from './menus/menu-layer.tsx'
import { NameCard } from './menus/my-name.tsx'
import { Announcer } from './overlays/announcer.tsx'
import { BackToContent } from './overlays/back-to-content.tsx'
import { ChatFloats } from './overlays/chat-floats.tsx'
import { CursorChat } from './overlays/cursor-chat.tsx'
import { EmptyHint, LoadingHint } from './overlays/empty-hint.tsx'
import { FollowFrame } from './overlays/follow-frame.tsx'
import { LeaveMode } from './overlays/leave-mode.tsx'
import { Working } from './overlays/working.tsx'
import { CommentPins } from './panels/comment-pins.tsx'
import { FindBar } from './panels/find-bar.tsx'
import { Minimap } from './panels/minimap.tsx'
import { SidePanel } from './panels/side-panel.tsx'
import { keepFocus, refuseMiddlePaste } from './press-guards.ts'
import { useRoom } from './room-context.tsx'
import styles from './room-view.module.css'
import { SaveStatus } from './save-status.tsx'
import { CropEditor } from './shape-editors/crop-editor.tsx'
import { FrameName } from './shape-editors/frame-name.tsx'
import { ImageBar } from './shape-editors/image-bar.tsx'
import { StylePanel } from './style-panel/style-panel.tsx'
import { StyleToggle } from './style-panel/style-toggle.tsx'
import { TableHandles } from './tables/table-handles.tsx'
import { TextEditor } from './text-editor/text-editor.tsx'
import { Toasts } from './toasts.tsx'
import { HintLine } from './toolbar/hint-line.tsx'
import { Toolbar } from './toolbar/toolbar.tsx'
import { useMedia } from './use-media.ts'
import { useSelected, useSignal } from './use-signal.ts'
import { WorkshopLayer } from './workshop/workshop-layer.tsx'
import { WorkshopMenu } from './workshop/workshop-menu.tsx'
import { UndoRedo, ZoomBar } from './zoom-bar.tsx'

function TopBar() {
  const { t } = useLanguage()
  const { page } = useRoom()
  const isPhone = useMedia('(max-width: 720px)')
  return (
    <header className={styles.top}>
      <Island className={styles.about}>
        <MainMenu />
        <BoardTitle />
        <SaveStatus />
      </Island>
      <Island className={styles.people}>
        <Avatars />
        {isPhone ? null : <WorkshopMenu />}
        <Button
          look="primary"
          icon={Share2}
          className={styles.share}
          aria-label={t('share.button')}
          onClick={() => {
            page.dialog.value = 'share'
          }}
        >
          <span className={styles.shareWord}>{t('share.button')}</span>
        </Button>
      </Island>
    </header>
  )
}

function BottomBar() {
  const { t } = useLanguage()
  const { page } = useRoom()
  const isPast = useSignal(page.shownVersion) !== null
  const isPhone = useMedia('(max-width: 720px)')
  return (
    <footer className={styles.bottom}>
      <div className={styles.corner}>
        <ZoomBar />
        {isPast ? null : <UndoRedo />}
        {isPhone ? (
          // The top row of a phone is full of people.
          <Island>
            <ChatButton />
            <WorkshopMenu />
          </Island>
        ) : null}
      </div>
      <div className={styles.help}>
        <Island>
          {isPhone ? null : <ChatButton />}
          <IconButton
            label={t('menu.shortcuts')}
            icon={CircleHelp}
            keys="?"
            side="top"
            onClick={() => {
              page.dialog.value = 'shortcuts'
            }}
          />
        </Island>
      </div>
    </footer>
  )
}

function ViewerBadge() {
  const { t } = useLanguage()
  const { editor, session } = useRoom()
  const isViewer = useSignal(editor.isViewer)
  const isLoaded = useSignal(session.isLoaded)
  const { role } = useSignal(session.facts)
  // While the connection has something to say it says it here, and more urgently.
  const connection = useSignal(session.connection)
  const saveState = useSignal(session.saveState)
  const isFine = connection.name === 'live' && saveState.name === 'saved'
  if (!isViewer || !isLoaded || !isFine) return null
  return (
    <p className={styles.viewer}>
      <b>{t('room.viewOnly')}</b>
      {role === 'viewer' ? <span>{t('room.viewOnlyWhy')}</span> : null}
    </p>
  )
}

export function RoomView({ canvas }: { readonly canvas: ReactNode }) {
  const { t } = useLanguage()
  const { editor, page, session } = useRoom()
  const following = useSignal(page.following)
  // Whoever shows slides, or watches somebody who does, sees the slide alone.
  const isWatching = useSelected(session.people, (peers) =>
    peers.some(({ userId, presenting }) => presenting && userId === following),
  )
  const isPresenting = useSignal(page.slide) !== null || isWatching
  const isZen = useSelected(editor.settings, ({ zen }) => zen) || isPresenting
  const isPast = useSignal(page.shownVersion) !== null
  const isPhone = useMedia('(max-width: 720px)')
  const [isStyling, setStyling] = useState(false)
  return (
    <main
      className={styles.room}
      aria-label={t('room.label')}
      data-zen={isZen || undefined}
      data-past={isPast || undefined}
      onMouseDown={keepFocus}
      onMouseUp={refuseMiddlePaste}
    >
      <MenuLayer>
        {isZen ? null : <TopBar />}
        {isZen || isPast ? null : (
          <div className={styles.tools}>
            <Toolbar />
            <ViewerBadge />
            <HintLine />
          </div>
        )}
        {canvas}
        <FollowFrame />
        <EmptyHint />
        <LoadingHint />
        <CommentPins />
        <TextEditor />
        <ImageBar />
        <TableHandles />
        <CropEditor />
        <FrameName />
        {isZen || isPast || (isPhone && !isStyling) ? null : (
          <div className={styles.side}>
            <StylePanel />
          </div>
        )}
        {isZen || isPast || !isPhone ? null : (
          <StyleToggle isOpen={isStyling} onToggle={() => setStyling(!isStyling)} />
        )}
        {isZen || isPast ? null : <NameCard />}
        {isZen ? null : <SidePanel />}
        <FindBar />
        <LeaveMode />
        <BackToContent />
        <ConnectionBanner />
        {isZen ? null : <Minimap />}
        {isZen ? null : <BottomBar />}
        <WorkshopLayer />
        <HistoryPreview />
        <CursorChat />
        <ChatFloats />
        <Toasts />
        <Working />
        <ContextMenu />
        <RoomDialogs />
        <Announcer />
      </MenuLayer>
    </main>
  )
}
