import { expect, it } from 'vitest'
import * as Y from 'yjs'
import { fail, ok } from '../../../lib/base/result.ts'
import { signal } from '../../../lib/base/signal.ts'
import { createBoardDocument } from '../../../lib/document/create-board-document.ts'
import { wireTitle } from '../../../lib/page/title-wiring.ts'
import { unknownFacts } from '../../../lib/session/server-messages.ts'
import type { Connection, RoomFacts, SaveState } from '../../../lib/session/session.ts'

/** A page and a record: each request waits until the test answers it. */
function open({ record = '', before = '' } = {}) {
  const document = createBoardDocument({ doc: new Y.Doc() })
  if (before !== '') document.dispatch({ name: 'set-title', title: before })
  const session = {
    facts: signal<RoomFacts>({ role: 'editor', title: record, access: 'edit' }),
    connection: signal<Connection>({ name: 'live' } as Connection),
    isLoaded: signal(true),
    saveState: signal<SaveState>({ name: 'saved' }),
  }
  const asked: string[] = []
  let answer: (isHeard: boolean) => Promise<void> = async () => {}
  const changeTitle = (title: string) => {
    asked.push(title)
    return new Promise<ReturnType<typeof ok<unknown>> | ReturnType<typeof fail>>((resolve) => {
      answer = async (isHeard) => {
        if (isHeard) session.facts.value = { ...session.facts.value, title }
        resolve(isHeard ? ok(null) : fail('unreachable', ''))
        await Promise.resolve()
        await Promise.resolve()
      }
    })
  }
  const api = { changeTitle } as never
  const stop = wireTitle({ session, document, api })
  return {
    api,
    document,
    session,
    asked,
    stop,
    type: (title: string) => document.dispatch({ name: 'set-title', title }),
    answer: (isHeard = true) => answer(isHeard),
    title: () => document.board.title,
  }
}

it('DC25 what is typed on the board is told to the record, once it is saved', async () => {
  const page = open()
  page.session.saveState.value = { name: 'saving', unsaved: 1 }
  page.type('Plan')
  expect(page.asked).toEqual([])
  page.session.saveState.value = { name: 'saved' }
  expect(page.asked).toEqual(['Plan'])
  await page.answer()
  expect([page.title(), page.asked]).toEqual(['Plan', ['Plan']])
  page.stop()
})

it('DC25 a title typed while the last one is on its way stays, and is told next', async () => {
  const page = open()
  page.type('First')
  page.type('Second')
  await page.answer()
  expect([page.title(), page.asked]).toEqual(['Second', ['First', 'Second']])
  await page.answer()
  expect([page.title(), page.session.facts.value.title, page.asked.length]).toEqual(['Second', 'Second', 2])
  page.document.history.undo()
  await page.answer()
  expect(page.asked.at(-1)).toBe(page.title())
  page.stop()
})

it('DC25 what is told over HTTP comes to the board and is not told back', () => {
  const page = open({ record: 'Given' })
  page.session.facts.value = { ...page.session.facts.value, title: 'Given anew' }
  expect([page.title(), page.asked]).toEqual(['Given anew', []])
  page.stop()
})

it('DC25 a board that was named offline tells the record when it is back; a viewer tells nothing', async () => {
  const page = open({ record: 'Old', before: 'Named' })
  expect([page.title(), page.asked]).toEqual(['Named', ['Named']])
  await page.answer(false)
  page.session.connection.value = { name: 'offline' } as unknown as Connection
  page.session.connection.value = { name: 'live' } as Connection
  expect(page.asked).toEqual(['Named', 'Named'])
  page.stop()
  const viewer = open()
  viewer.document.writable.value = false
  viewer.session.facts.value = { ...viewer.session.facts.value, role: 'viewer', title: 'x' }
  expect(viewer.asked).toEqual([])
  viewer.stop()
})

it('DC25 what the board was called is compared only with what the server has told', () => {
  const page = open({ before: 'Kept' })
  page.stop()
  page.asked.length = 0
  page.session.facts.value = unknownFacts
  const stop = wireTitle({ session: page.session, document: page.document, api: page.api })
  expect(page.asked).toEqual([])
  page.session.facts.value = { role: 'editor', title: 'Older', access: 'edit' }
  expect([page.title(), page.asked]).toEqual(['Kept', ['Kept']])
  stop()
})
