import { expect, test } from 'vitest'
import { computed, watch } from '../../../lib/base/signal.ts'
import { BoardDriver } from '../../support/editor/board-driver.ts'

/** How often somebody who looks at all of the editor's state hears of it, and what they see then. */
function listenTo(driver: BoardDriver) {
  const { editor } = driver
  const { history } = editor.document
  const watched = [
    ...[editor.camera, editor.tool, editor.selection, editor.entered, editor.hovered, editor.bindTarget],
    ...[editor.preview, editor.marquee, editor.guides, editor.editing, editor.cells, editor.cursor, editor.isBusy],
    ...[editor.laser, editor.pointer, history.canUndo, history.canRedo],
  ]
  const all = computed(() => watched.map(({ value }) => value))
  const heard: { readonly busy: boolean; readonly created: number; readonly onBoard: number; readonly tool: string }[] =
    []
  watch(all, () =>
    heard.push({
      busy: editor.isBusy.value,
      created: editor.preview.value.created.length,
      onBoard: driver.shapes.length,
      tool: editor.tool.value,
    }),
  )
  return { take: () => heard.splice(0) }
}

test('TL7 every step of a gesture is heard once, when all of it is there', () => {
  const driver = new BoardDriver().choose('form')
  const heard = listenTo(driver)
  driver.down(10, 10)
  expect(heard.take()).toEqual([{ busy: true, created: 0, onBoard: 0, tool: 'form' }])
  driver.move(60, 40)
  expect(heard.take()).toEqual([{ busy: true, created: 1, onBoard: 0, tool: 'form' }])
  // Written, shown, selected, another tool, another cursor, free again, can be undone: heard once.
  driver.up(60, 40)
  expect(heard.take()).toEqual([{ busy: false, created: 0, onBoard: 1, tool: 'select' }])
})

test('TL7 dragging, marking with a box and giving up are heard once for each step', () => {
  const driver = new BoardDriver().choose('form').down(10, 10).move(60, 40).up(60, 40)
  const heard = listenTo(driver)
  const steps: (() => unknown)[] = [
    () => driver.down(35, 25),
    () => driver.move(80, 80),
    () => driver.move(200, 160),
    () => driver.up(200, 160),
    () => driver.down(300, 300),
    () => driver.move(100, 50),
    () => driver.key('Escape'),
    () => driver.up(100, 50),
  ]
  const counts = steps.map((step) => {
    step()
    return heard.take().length
  })
  expect(Math.max(...counts)).toBe(1)
  expect(counts.filter((count) => count === 1).length).toBeGreaterThan(5)
})
