import { expect, test } from 'vitest'
import { signal } from '../../../lib/base/signal.ts'
import { createSaveState } from '../../../lib/session/save-state.ts'
import { createSaveTracker } from '../../../lib/session/save-tracker.ts'
import type { Connection, RoomFacts } from '../../../lib/session/session.ts'

function parts(role: RoomFacts['role']) {
  const tracker = createSaveTracker()
  const connection = signal<Connection>({ name: 'live', transport: 'websocket' })
  const facts = signal<RoomFacts>({ role, title: '', access: 'edit' })
  const state = createSaveState({ tracker, connection, facts, isLoaded: signal(true) })
  return { tracker, connection, facts, state }
}

test('ST3 what a viewer made while it might is neither saved nor on its way, until it may write again', () => {
  const { tracker, facts, state } = parts('editor')
  tracker.changed(2)
  expect(state.value).toEqual({ name: 'saving', unsaved: 2 })
  facts.value = { ...facts.value, role: 'viewer' }
  expect(state.value).toEqual({ name: 'refused', unsaved: 2 })
  facts.value = { ...facts.value, role: 'editor' }
  expect(state.value).toEqual({ name: 'saving', unsaved: 2 })
})

test('ST3 after the server has closed the door, changes are only here', () => {
  const { tracker, connection, state } = parts('editor')
  tracker.changed(1)
  connection.value = { name: 'refused', code: 4410 }
  expect(state.value).toEqual({ name: 'refused', unsaved: 1 })
})

test('ST3 a viewer without changes of its own is in step once the board is here', () => {
  expect(parts('viewer').state.value).toEqual({ name: 'saved' })
})
