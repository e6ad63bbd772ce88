/** A template on a board: one step, selected, in the middle; and as the file of a new board. */
import { describe, expect, it } from 'vitest'
import { centreOf, unionOf } from '../../../../lib/geometry/box.ts'
import { importJson } from '../../../../lib/interchange/json.ts'
import { putTemplate, templateFile } from '../../../../lib/page/files/template.ts'
import { templates } from '../../../../lib/templates/templates.ts'
import { overEnglish } from '../../../../lib/templates/words/words.ts'
import { countingOptions } from '../../../support/document/import-options.ts'
import { BoardDriver } from '../../../support/editor/board-driver.ts'

const words = overEnglish({})

describe.each(templates.map((template) => ({ name: template.id, template })))('$name', ({ template }) => {
  it('TL2 comes and goes as one step, selected and in the middle of the view', () => {
    const { editor, document } = new BoardDriver()
    const shapes = template.build(words)
    putTemplate(editor, shapes)
    expect(document.board.size).toBe(shapes.length)
    const locked = ({ locked }: { readonly locked: boolean }) => locked
    expect(document.board.shapes.filter(locked)).toHaveLength(shapes.filter(locked).length)
    const roots = document.board.shapes.filter(({ parent }) => parent === '')
    expect(new Set(editor.selection.value)).toEqual(new Set(roots.map(({ id }) => id)))
    const middle = centreOf(unionOf(roots.map((shape) => editor.view.bounds(shape))) ?? { x: 0, y: 0, w: 0, h: 0 })
    expect(Math.hypot(middle.x - 500, middle.y - 400)).toBeLessThan(20)
    editor.run('edit.undo')
    expect(document.board.size).toBe(0)
    expect(document.history.canUndo.value).toBe(false)
  })
  it('is a file of its own', () => {
    const shapes = template.build(words)
    const read = importJson(templateFile(shapes), countingOptions())
    expect(read.ok && read.value.shapes).toHaveLength(shapes.length)
    expect(read.ok && read.value.skipped).toEqual([])
  })
})

it('TL5 a viewer puts no template on the board', () => {
  const driver = new BoardDriver()
  driver.isViewer.value = true
  putTemplate(driver.editor, templates[0].build(words))
  expect(driver.document.board.size).toBe(0)
})
