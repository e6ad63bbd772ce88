import { describe, expect, it } from 'vitest'
import type { ShapeId } from '../../../lib/base/ids.ts'
import { makeShape } from '../../../lib/shapes/registry.ts'
import { BoardDriver } from '../../support/editor/board-driver.ts'

const idOf = (name: string) => name as ShapeId
const box = (name: string, x: number, parent = '') =>
  makeShape('geo', idOf(name), { placement: { x, y: 0, w: 10, h: 10, rotation: 0 }, parent })

function selected() {
  const driver = new BoardDriver()
  const group = makeShape('group', idOf('group'), { placement: { x: 0, y: 0, w: 40, h: 10, rotation: 0 } })
  const shapes = [group, box('a', 0, 'group'), box('b', 30, 'group'), box('free', 100), box('other', 500)]
  driver.document.dispatch({ name: 'create', shapes })
  driver.select(idOf('group'), idOf('free'))
  return driver
}
const move = (driver: BoardDriver, name: string, x: number) =>
  driver.document.dispatch({
    name: 'update',
    patches: [{ id: idOf(name), patch: { placement: { x, y: 0, w: 10, h: 10, rotation: 0 } } }],
  })

describe('what is read of the selection', () => {
  it('DC75 is the same until something in it changes, whatever else is drawn', () => {
    const driver = selected()
    const [leaves, roots] = [driver.editor.selectedLeaves(), driver.editor.selectedRoots()]
    expect(leaves.map(({ id }) => id)).toEqual(['a', 'b', 'free'])
    expect(roots.map(({ id }) => id)).toEqual(['group', 'free'])
    move(driver, 'other', 600)
    driver.document.dispatch({ name: 'create', shapes: [box('new', 700)] })
    expect(driver.editor.selectedLeaves()).toBe(leaves)
    expect(driver.editor.selectedRoots()).toBe(roots)
  })

  const changes: Readonly<Record<string, (driver: BoardDriver) => unknown>> = {
    'a member moves': (driver) => move(driver, 'b', 50),
    'a member comes': (driver) => driver.document.dispatch({ name: 'create', shapes: [box('c', 60, 'group')] }),
    'a member goes': (driver) => driver.document.dispatch({ name: 'delete', ids: [idOf('b')] }),
    'what is outside becomes a member': (driver) =>
      driver.document.dispatch({ name: 'set-parent', ids: [idOf('other')], parent: idOf('group') }),
    'another is selected': (driver) => driver.select(idOf('other')),
    'a hand drags it': (driver) => driver.down(105, 5).move(150, 40),
    'it is locked': (driver) => driver.editor.run('arrange.lock'),
  }
  it.each(Object.entries(changes))('DC75 is read anew when %s', (_, change) => {
    const driver = selected()
    const { editor } = driver
    editor.selectedLeaves()
    editor.selectedPlacement()
    editor.hasLockedRoot()
    change(driver)
    const read = () => [
      editor.selectedLeaves(),
      editor.selectedRoots(),
      editor.selectedPlacement(),
      editor.hasLockedRoot(),
    ]
    const now = read()
    // Another array of the same ids has nothing that was kept.
    editor.selection.value = [...editor.selection.value]
    expect(now).toEqual(read())
  })
})
