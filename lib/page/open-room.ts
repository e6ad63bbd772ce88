/** Opens a room: builds document, session, editor and canvas, wires them, and closes what it opened. */
import * as Y from 'yjs'
import { systemClock } from '../base/clock.ts'
import { newShapeId, type RoomId, randomId, systemRandom } from '../base/ids.ts'
import { signal, watch } from '../base/signal.ts'
import { createCanvas } from '../canvas/create-canvas.ts'
import { createCanvasMeasurer } from '../canvas/measure.ts'
import { createBoardDocument } from '../document/create-board-document.ts'
import { createLongWork } from '../document/long-work.ts'
import { createWorkshop } from '../document/workshop.ts'
import { createEditor } from '../editor/create-editor.ts'
import type { MessageKey, Translate } from '../i18n/translate.ts'
import type { FrameAncestors } from '../protocol/framing.ts'
import { createSession } from '../session/create-session.ts'
import { indexedDbCopy } from '../session/local-copy.ts'
import { browserNetwork } from '../session/network.ts'
import type { RoomFacts } from '../session/session.ts'
import { openTabChannel } from '../session/stream-sharing.ts'
import { claimedRole } from '../session/token-role.ts'
import { isEmbedded as isInFrame } from './embed/is-embedded.ts'
import { wireParentPage } from './embed/parent-page.ts'
import { createAssets } from './files/assets.ts'
import { createExporter } from './files/exporting.ts'
import { createFileIntake } from './files/files.ts'
import { createLibraries } from './files/library.ts'
import { wirePicture } from './files/picture-wiring.ts'
import { openPictures, pictureDropper, sayPlainHttp, tellUploads } from './files/room-pictures.ts'
import { wireClipboard } from './input/clipboard.ts'
import { wireDismissal } from './input/dismissal.ts'
import { wireKeyboard } from './input/keyboard.ts'
import { wirePageZoom } from './input/page-zoom.ts'
import { wirePinch } from './input/pinch.ts'
import { keepUnscrolled } from './input/unscrolled.ts'
import { createDeletedBoard } from './kept/deleted-board.ts'
import { takeLinkToken, tokenOf } from './kept/link-token.ts'
import { readOwnerToken, rememberRoom } from './kept/recent-rooms.ts'
import { wirePageActions } from './page-actions.ts'
import { wireChat } from './people/chat-wiring.ts'
import { createConduct } from './people/conduct.ts'
import { keptPass, wireConduct } from './people/conduct-wiring.ts'
import { wireFollowing } from './people/follow-wiring.ts'
import { wireMentions } from './people/mention-wiring.ts'
import { wirePresence } from './people/presence-wiring.ts'
import { readMe, rememberMe } from './people/who-am-i.ts'
import { openPreview } from './preview-board.ts'
import { wireRole } from './role-wiring.ts'
import { createPageState, type RoomModel } from './room-model.ts'
import { basePath } from './server/base-path.ts'
import { createRoomApi } from './server/room-api.ts'
import { createServerTime, readServerDate } from './server/server-time.ts'
import { wireTitle } from './title-wiring.ts'
import type { Toast } from './toast.ts'
import { wireCamera } from './view/camera-wiring.ts'
import { keepSettings, keepStyles, readSettings, readStyles } from './view/editor-settings.ts'
import { wireFonts } from './view/font-wiring.ts'
import { wirePrinting } from './view/printing.ts'
import { themeOf, wireTheme } from './view/theme-wiring.ts'
import { warmUp } from './warm-up.ts'

const TOAST_MS = 4_000
const MAX_TOASTS = 3
const MESSAGE_ID_LENGTH = 16

const limitWords: Readonly<Record<string, MessageKey>> = {
  'not-allowed': 'notice.notAllowed',
  'local-copy-failed': 'notice.noLocalCopy',
}

export interface OpenRoom {
  readonly model: RoomModel
  /** Puts the canvas into its element; returns the removal. */
  mount(container: HTMLDivElement): () => void
  close(): void
}
export interface OpenRoomOptions {
  readonly room: RoomId
  readonly publicUrl: string | null
  /** Whose pages may show this one in a frame and speak with it. */
  readonly frameAncestors: FrameAncestors
  /** What a visitor without a token may do; null when that is not known yet. */
  readonly firstFacts: RoomFacts | null
  readonly t: Translate
}

const syncUrl = (at: Location): string => `${at.protocol === 'https:' ? 'wss' : 'ws'}://${at.host}${basePath}/sync`

/** What is believed until the server has spoken: the page knows what a visitor may do, a token says what it grants. */
function believedFacts(page: RoomFacts | null, linkToken: string | null, isOwner: boolean): RoomFacts | null {
  if (linkToken === null && !isOwner) return page
  const role = linkToken === null ? 'owner' : claimedRole(linkToken)
  return role && { title: page?.title ?? '', access: page?.access ?? 'edit', role }
}

function createToasts(model: Pick<RoomModel, 'page' | 'after'>) {
  let nth = 0
  return (text: string, tone: Toast['tone'] = 'plain', sticky?: true) => {
    nth += 1
    const toast: Toast = { id: nth, text, tone, ...(sticky ? { sticky } : {}) }
    const others = model.page.toasts.value.filter((known) => known.text !== text)
    model.page.toasts.value = [...others, toast].slice(-MAX_TOASTS)
    if (sticky) return
    model.after(tone === 'bad' ? TOAST_MS * 2 : TOAST_MS, () => {
      model.page.toasts.value = model.page.toasts.value.filter(({ id }) => id !== toast.id)
    })
  }
}

export function openRoom({ room, publicUrl, frameAncestors, firstFacts, t }: OpenRoomOptions): OpenRoom {
  const clock = systemClock
  // In a frame the link alone says what may be done: not what this browser knows of the room, and nothing is kept of it.
  const isEmbedded = isInFrame(location)
  const ownerToken = isEmbedded ? null : readOwnerToken(room)
  const isClosedToVisitors = firstFacts === null && ownerToken === null
  const linkToken = isEmbedded ? tokenOf(location.hash) : takeLinkToken(room, isClosedToVisitors)
  const token = linkToken ?? ownerToken
  const pass = keptPass(room, isEmbedded || ownerToken !== null)
  const api = createRoomApi(room, linkToken, ownerToken, () => pass.value)
  const page = createPageState()
  const measure = createCanvasMeasurer()
  const doc = new Y.Doc()
  const document = createBoardDocument({ doc, measure, clock })
  const pictures = openPictures({ room, api, clock, refused: (...what) => dropPicture(...what) })
  const session = createSession({
    room,
    doc,
    url: syncUrl(location),
    token: pass.value ?? token,
    firstFacts: believedFacts(firstFacts, pass.value ?? linkToken, ownerToken !== null),
    clock,
    random: systemRandom,
    ...(isEmbedded ? {} : { localCopy: indexedDbCopy }),
    network: browserNetwork(window),
    openTabChannel,
    alsoUnsaved: pictures.waiting,
    isLineBusy: pictures.isUploading,
    isHeld: page.isAlone,
    onFrame(callback) {
      const frame = requestAnimationFrame(callback)
      return () => cancelAnimationFrame(frame)
    },
  })
  const role = wireRole(session)
  const { isViewer } = role
  const { me: mine, isNew } = readMe(systemRandom, t)
  const me = signal(mine)
  const editor = createEditor({
    ...{ document, measure, clock },
    random: systemRandom,
    settings: readSettings(),
    isViewer,
    author: () => me.value.name,
  })
  editor.styles.value = { ...editor.styles.value, ...readStyles(), frameName: t('shape.frame') }
  const workshop = createWorkshop(doc)
  const serverTime = createServerTime({ clock, readDate: readServerDate })
  const assets = createAssets({ urlOf: api.assetUrl, after: clock.after, keptBytes: pictures.read })
  page.isIntroducing.value = isNew && !isEmbedded
  if (isNew && !isEmbedded) rememberMe(mine)

  const say = createToasts({ page, after: clock.after })
  const conduct = createConduct({ session, api, say, t, date: clock.date })
  const fileTurns = createLongWork(clock)
  const exporter = createExporter({ editor, workshop, measure, api, turns: fileTurns })
  const newSeed = () => {
    const [a, b, c] = systemRandom(3)
    return (a << 16) | (b << 8) | c
  }
  const newId = () => newShapeId(systemRandom)
  const dropPicture = pictureDropper({ editor, say, t })
  const onBeforeUnload = (event: BeforeUnloadEvent) => {
    document.finish()
    const state = session.saveState.value
    if (state.name !== 'saved' && state.unsaved > 0) event.preventDefault()
  }
  const leave = (path: string) => {
    window.removeEventListener('beforeunload', onBeforeUnload)
    location.assign(path)
  }
  const files = createFileIntake({ editor, api, assets, pictures, say, t, turns: fileTurns, newId, newSeed })
  const newItemId = () => randomId(MESSAGE_ID_LENGTH, systemRandom)
  const model: RoomModel = {
    id: room,
    editor,
    session,
    api,
    page,
    me,
    isOwner: ownerToken !== null,
    isEmbedded,
    address: `${publicUrl ?? location.origin + basePath}/r/${room}`,
    now: clock.now,
    date: clock.date,
    serverNow: serverTime.now,
    after: clock.after,
    newId: newItemId,
    say,
    run: (action) => void editor.run(action),
    isEnabled: (action) => editor.isEnabled(action),
    chooseFile: files.choose,
    addFiles: files.add,
    fileWork: fileTurns.progress,
    ...files.images,
    deleted: createDeletedBoard({ room, api, doc, board: document.board, session, assets, say, t, leave }),
    ...createLibraries({ editor, measure, api, pictures, say, t, newId, newSeed, newItemId }),
    bringImages: files.bring,
    exportScale: exporter.scaleOf,
    exportBlob: exporter.toBlob,
    conduct,
    openPreview: (container) => openPreview({ container, live: editor, measure, assets }),
    workshop,
  }

  const followRole = () => {
    document.writable.value = !isViewer.value
  }
  const rememberTitle = () => {
    const name = document.board.title
    window.document.title = name ? `${name} · Inkroom` : 'Inkroom'
    if (!isEmbedded) rememberRoom({ id: room, name, at: clock.date() })
  }
  followRole()
  rememberTitle()
  window.addEventListener('beforeunload', onBeforeUnload)
  const stops = [
    isEmbedded ? () => {} : warmUp({ clock, fonts: window.document.fonts, copyState: session.copyState }),
    watch(isViewer, followRole),
    wireTitle({ session, document, api }),
    watch(session.connection, () => {
      const { value } = session.connection
      if (value.name === 'live') {
        void serverTime.refresh()
        pictures.tryNow()
      }
    }),
    role.announce((words) => say(t(words))),
    tellUploads({ pictures, toasts: page.toasts, clock, t }),
    isEmbedded ? () => {} : sayPlainHttp(window, () => say(t('notice.plainHttp'))),
    document.observe((change) => {
      if (change.titleChanged) rememberTitle()
    }),
    session.onNotice((notice) => {
      if (notice.name === 'shutting-down') say(t('notice.shuttingDown'))
      if (notice.name === 'limit') {
        const words = limitWords[notice.code]
        say(words ? t(words) : t('notice.limit', { code: notice.code }), 'bad')
      }
    }),
    watch(me, () => rememberMe(me.value)),
    watch(editor.settings, () => keepSettings(editor.settings.value)),
    watch(editor.styles, () => keepStyles(editor.styles.value)),
    wirePresence(editor, session, model, clock, t),
    wireChat({ session, api, page, clock }),
    wireMentions({ room: model, session, document, t }),
    wireConduct({ model, session, clock, pass, token, linkToken, isKept: !isEmbedded }),
    wireFollowing({ editor, session, room: model, clock, t }),
    wirePageActions(model, t),
    () => window.removeEventListener('beforeunload', onBeforeUnload),
  ]

  return {
    model,
    mount(container) {
      const canvas = createCanvas({ container, editor, theme: themeOf(window, editor), assets })
      exporter.setCanvas(canvas)
      const unmounts = [
        wireTheme(window, editor, canvas),
        wireFonts(window, canvas, measure),
        wireKeyboard(window, editor, container),
        wireClipboard(window, model, t, container),
        wireDismissal(container),
        wirePageZoom(window, editor),
        wirePinch(window, editor, container),
        wirePrinting({ view: window, editor, assets, clock }),
        keepUnscrolled(window, container),
        wireCamera(model, clock),
        ...(isEmbedded
          ? [wireParentPage({ view: window, room: model, allowed: frameAncestors })]
          : [wirePicture(window, model, canvas, clock)]),
      ]
      return () => {
        for (const unmount of unmounts) unmount()
        exporter.setCanvas(null)
        canvas.close()
      }
    },
    close() {
      for (const stop of stops) stop()
      conduct.close()
      workshop.close()
      assets.close()
      pictures.close()
      editor.close()
      // The local copy still writes from the document: it closes first.
      void session.close().then(() => {
        document.close()
        doc.destroy()
      })
    },
  }
}
