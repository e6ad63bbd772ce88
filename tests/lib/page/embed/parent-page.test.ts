import { expect, onTestFinished, test } from 'vitest'
import { parseRoomId, type RoomId } from '../../../../lib/base/ids.ts'
import { type Signal, signal } from '../../../../lib/base/signal.ts'
import { type ParentPageOptions, wireParentPage } from '../../../../lib/page/embed/parent-page.ts'
import type { ExportOptions } from '../../../../lib/page/room-model.ts'
import type { FrameAncestors } from '../../../../lib/protocol/framing.ts'
import type { Connection } from '../../../../lib/session/session.ts'
import { BoardDriver } from '../../../support/editor/board-driver.ts'

const OWN = 'https://draw.org'
const WIKI = 'https://wiki.org'

interface Told {
  readonly message: { readonly type: string; readonly [field: string]: unknown }
  readonly target: string
}

function frame(allowed: FrameAncestors, ancestor?: string) {
  const told: Told[] = []
  const parent = { postMessage: (message: Told['message'], target: string) => told.push({ message, target }) }
  const location = { origin: OWN, ...(ancestor === undefined ? {} : { ancestorOrigins: [ancestor] }) }
  const view = Object.assign(new EventTarget(), { parent, location }) as unknown as Window
  const { editor } = new BoardDriver()
  const asked: ExportOptions[] = []
  const waiting: ((blob: Blob | null) => void)[] = []
  const isLoaded = signal(true)
  const connection: Signal<Connection> = signal({ name: 'live', transport: 'websocket' } as Connection)
  const room: ParentPageOptions['room'] = {
    id: parseRoomId('room') as RoomId,
    editor,
    session: { isLoaded, connection, facts: signal({ role: 'viewer', title: '', access: 'view' } as const) },
    exportBlob(options) {
      asked.push(options)
      return new Promise((resolve) => waiting.push(resolve))
    },
  }
  const say = (data: unknown, from: { origin?: string; source?: unknown } = {}) =>
    view.dispatchEvent(Object.assign(new Event('message'), { data, origin: WIKI, source: parent, ...from }))
  const open = () => onTestFinished(wireParentPage({ view, room, allowed }))
  const types = () => told.map(({ message }) => message.type)
  return { told, types, view, editor, asked, waiting, isLoaded, connection, say, open }
}

const settled = () => new Promise<void>((resolve) => setImmediate(resolve))
const PNG = { type: 'inkroom:export', id: 'a', format: 'png' }

test('AC12 the parent hears that the board is ready, then that it is here, and what is selected', () => {
  const { told, editor, isLoaded, open } = frame([WIKI], WIKI)
  isLoaded.value = false
  open()
  isLoaded.value = true
  const id = editor.newId()
  editor.selection.value = [id]
  expect(told).toEqual([
    { target: WIKI, message: { type: 'inkroom:ready', version: 1, room: 'room' } },
    { target: WIKI, message: { type: 'inkroom:loaded', role: 'viewer' } },
    { target: WIKI, message: { type: 'inkroom:selection', ids: [id] } },
  ])
})

test.each<[string, FrameAncestors, string | undefined, readonly string[]]>([
  ['one that is allowed', [WIKI, 'https://b.org'], WIKI, [WIKI]],
  ['our own', [WIKI], OWN, [OWN]],
  ['one that is not allowed', [WIKI], 'https://evil.org', []],
  ['one that the browser does not name', [WIKI], undefined, [OWN, WIKI]],
  ['any, where any is allowed', '*', 'https://evil.org', ['*']],
])('AC12 messages are addressed to the origin of the parent: %s', (_, allowed, ancestor, targets) => {
  const { told, isLoaded, open } = frame(allowed, ancestor)
  isLoaded.value = false
  open()
  expect(told.map(({ target }) => target)).toEqual(targets)
})

test('AC12 a page that is in no frame speaks with nobody', () => {
  const { told, view, open } = frame('*')
  Object.assign(view, { parent: view })
  open()
  expect(told).toEqual([])
})

test('AC12 an export is answered to whoever may frame the board, with its id', async () => {
  const { told, asked, waiting, say, open } = frame([WIKI], WIKI)
  open()
  say({ ...PNG, dark: true, scale: 2 })
  expect(asked).toEqual([{ format: 'png', onlySelection: false, background: true, dark: true, scale: 2 }])
  const data = new Blob(['picture'])
  waiting[0](data)
  await settled()
  expect(told.at(-1)).toEqual({ target: WIKI, message: { type: 'inkroom:exported', id: 'a', format: 'png', data } })
})

test('AC12 one export at a time, and none of a board that is not here or closed to this link', async () => {
  const { told, asked, waiting, isLoaded, connection, say, open } = frame([WIKI], WIKI)
  open()
  const codes = async () => {
    await settled()
    return told.flatMap(({ message: { code } }) => code ?? [])
  }
  say(PNG)
  say({ ...PNG, id: 'b' })
  expect(await codes()).toEqual(['busy'])
  waiting[0](null)
  expect(await codes()).toEqual(['busy', 'nothing-there'])
  connection.value = { name: 'refused', code: 4403 }
  say({ ...PNG, id: 'c' })
  connection.value = { name: 'connecting' }
  isLoaded.value = false
  say({ ...PNG, id: 'd' })
  expect(await codes()).toEqual(['busy', 'nothing-there', 'not-loaded', 'not-loaded'])
  expect(asked).toHaveLength(1)
})

test.each<[string, { origin?: string; source?: unknown }]>([
  ['another origin', { origin: 'https://evil.org' }],
  ['a sandboxed page', { origin: 'null' }],
  ['another window of an allowed origin', { source: {} }],
])('AC12 %s is not heard', async (_, from) => {
  const { asked, types, say, open } = frame([WIKI], WIKI)
  open()
  say(PNG, from)
  await settled()
  expect([asked.length, types()]).toEqual([0, ['inkroom:ready', 'inkroom:loaded']])
})

test.each([
  null,
  'inkroom:export',
  { type: 'inkroom:delete' },
  { ...PNG, format: 'exe' },
  { ...PNG, id: '' },
  { ...PNG, id: 'x'.repeat(65) },
  { ...PNG, scale: 1000 },
  { ...PNG, embed: true },
  { type: 'inkroom:set-view' },
  { type: 'inkroom:set-view', fit: 'edit.delete' },
  { type: 'inkroom:set-view', box: { x: 0, y: 0, w: 0, h: 10 } },
  { type: 'inkroom:set-view', box: { x: Number.NaN, y: 0, w: 10, h: 10 } },
  { type: 'inkroom:set-view', box: { x: 0, y: 0, w: Number.POSITIVE_INFINITY, h: 10 } },
])('AC12 what is no message of the interface is passed over: %j', async (data) => {
  const { asked, types, editor, say, open } = frame('*')
  open()
  const before = editor.cameraGoal()
  say(data)
  await settled()
  expect([asked.length, types(), editor.cameraGoal()]).toEqual([0, ['inkroom:ready', 'inkroom:loaded'], before])
})

test('AC12 the parent sets the view by a box of the board', () => {
  const { editor, say, open } = frame([WIKI], WIKI)
  editor.viewport.value = { w: 800, h: 600 }
  open()
  say({ type: 'inkroom:set-view', box: { x: 5000, y: 4000, w: 100, h: 100 } })
  const { x, y, zoom } = editor.cameraGoal()
  expect(Math.round(x + 400 / zoom)).toBe(5050)
  expect(Math.round(y + 300 / zoom)).toBe(4050)
})
