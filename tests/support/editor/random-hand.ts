/** A hand that does anything, in any order: what no user means to do, and some user will. */

import type { Command } from '../../../lib/document/command.ts'
import { actions } from '../../../lib/editor/actions/action-table.ts'
import { selectionFrame } from '../../../lib/editor/gestures/handles.ts'
import { copySelection, pasteClipboard } from '../../../lib/editor/making/clipboard.ts'
import type { EditorSettings } from '../../../lib/editor/settings.ts'
import { toolIds } from '../../../lib/editor/tools/tool-ids.ts'
import type { Random } from '../document/random.ts'
import type { BoardDriver } from './board-driver.ts'

const KEYS = ['Escape', 'Enter', 'Backspace', 'Tab', 'Shift+Tab', 'Delete', 'ArrowLeft', 'Shift+ArrowDown', 'Mod+Enter']
const POINTERS = ['mouse', 'mouse', 'mouse', 'touch', 'pen'] as const
const STYLES = [{ fill: '#ffc9c9' }, { route: 'elbow' }, { route: 'curved' }, { fontSize: 40 }, { stroke: '#1971c2' }]
const SWITCHES = ['grid', 'snapToObjects', 'toolLock', 'marqueeMustContain'] as const
const WIDTH = 1000
const HEIGHT = 800

export interface RandomHand {
  /** Does one thing and says what. */
  act(): string
}

export function randomHand(board: BoardDriver, random: Random): RandomHand {
  const { editor } = board
  let isDown = false
  let clipboard = ''

  const held = () => ({ shift: random.chance(0.2), alt: random.chance(0.15), ctrl: random.chance(0.15) })
  /** Somewhere on the screen, often on a handle or a shape: nothing happens in empty corners. */
  function place(): [number, number] {
    const handles = selectionFrame(editor)?.handles ?? []
    if (handles.length > 0 && random.chance(0.35)) {
      const { at } = random.pick(handles)
      return [at.x, at.y]
    }
    if (board.shapes.length > 0 && random.chance(0.5)) {
      const { x, y, w, h } = editor.view.bounds(random.pick(board.shapes))
      const at = board.screenOf(x + w * random.next(), y + h * random.next())
      return [at.x, at.y]
    }
    return [Math.round(random.next() * WIDTH), Math.round(random.next() * HEIGHT)]
  }
  function pointer(): string {
    const [x, y] = place()
    const kind = random.pick(POINTERS)
    if (!isDown) {
      isDown = true
      board.with({ pointer: kind, held: held() })
      board.down(x, y, { button: random.chance(0.05) ? random.pick([1, 2] as const) : 0 })
      return `${kind} down ${x},${y}`
    }
    if (random.chance(0.6)) {
      board.move(x, y, { held: held() })
      return `move ${x},${y}`
    }
    isDown = false
    if (random.chance(0.07)) board.cancel()
    else board.up(x, y)
    return `up ${x},${y}`
  }
  function drag(): string {
    if (isDown) {
      isDown = false
      board.up()
    }
    if (random.chance(0.05)) return pinch()
    const [from, to] = [place(), place()]
    board.with({ held: held() }).drag(...from, ...to)
    return `drag ${from} to ${to}`
  }
  /** Two fingers, of which one may stay a while. */
  function pinch(): string {
    const finger = (id: number) => ({ pointer: 'touch' as const, id })
    board
      .down(...place(), finger(1))
      .down(...place(), finger(2))
      .move(...place(), finger(2))
    if (random.chance(0.2)) board.cancel(2).cancel(1)
    else board.up(...place(), finger(1)).up(...place(), finger(2))
    return 'pinch'
  }
  function action(): string {
    const { id } = random.pick(actions)
    return `${id} ${editor.run(id)}`
  }
  /** What the page writes by itself: the title and comments. */
  function talk(): string {
    const thread = random.chance(0.7) ? board.document.board.comments()[0]?.id : undefined
    const message = { id: editor.newId(), author: 'Ada', color: '#112233', at: 1, text: 'said' }
    const shape = board.shapes.length > 0 ? random.pick(board.shapes).id : null
    const commands: readonly Command[] = thread
      ? [
          { name: 'reply', thread, message },
          { name: 'resolve-comment', thread, resolved: random.chance(0.5) },
          { name: 'delete-comment', thread },
        ]
      : [
          { name: 'set-title', title: `Board ${random.below(9)}` },
          { name: 'add-comment', thread: { id: editor.newId(), shape, x: 1, y: 2 }, message },
        ]
    const command = random.pick(commands)
    return `${command.name} ${editor.dispatch(command).ok}`
  }
  const deeds: readonly (readonly [number, () => string])[] = [
    [0.3, pointer],
    [0.25, drag],
    [
      0.1,
      () => {
        const tool = random.pick(toolIds)
        editor.chooseTool(tool)
        return `tool ${tool}`
      },
    ],
    [0.15, action],
    [
      0.05,
      () => {
        const id = random.pick(['edit.undo', 'edit.undo', 'edit.redo'])
        return `${id} ${editor.run(id)}`
      },
    ],
    [0.01, talk],
    [
      0.06,
      () => {
        const key = random.pick(KEYS)
        return `key ${key} ${board.key(key)}`
      },
    ],
    [
      0.02,
      () => {
        const [x, y] = place()
        isDown = false
        board.up().doubleClick(x, y)
        return `double click ${x},${y}`
      },
    ],
    [
      0.04,
      () => {
        if (editor.editing.value === null || !board.document.sharedText(editor.editing.value)) return 'no typing'
        board.type(random.pick(['word ', '\n', '中文', 'a rather long line of words ']))
        return `type into ${editor.editing.value}`
      },
    ],
    [
      0.02,
      () => {
        const patch = random.pick(STYLES)
        editor.applyStyle(patch)
        return `style ${JSON.stringify(patch)}`
      },
    ],
    [
      0.02,
      () => {
        if (random.chance(0.5)) clipboard = copySelection(editor)?.json ?? clipboard
        else if (board.shapes.length < 200) pasteClipboard(editor, { json: clipboard })
        return 'clipboard'
      },
    ],
    [
      0.02,
      () => {
        const name = random.pick(SWITCHES)
        const settings: EditorSettings = { ...editor.settings.value, viewMode: false }
        editor.settings.value = { ...settings, [name]: !settings[name] }
        return `switch ${name}`
      },
    ],
    [
      0.02,
      () => {
        board.wait(random.below(1500))
        return 'wait'
      },
    ],
  ]
  const total = deeds.reduce((sum, [share]) => sum + share, 0)
  return {
    act() {
      let dice = random.next() * total
      for (const [share, deed] of deeds) {
        dice -= share
        if (dice < 0) return deed()
      }
      return ''
    },
  }
}
