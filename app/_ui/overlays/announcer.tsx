'use client'
/** Says what is selected to assistive technology: `Rectangle, 'API', 3 of 7`, counted in the order in which Tab walks. */
import { describeSelection, kindName, spokenWords, wordsOfSelection } from '../../../lib/editor/selection/describe.ts'
import type { Translate } from '../../../lib/i18n/translate.ts'
import type { Shape } from '../../../lib/shapes/registry.ts'
import { useLanguage } from '../language.tsx'
import { useRoom } from '../room-context.tsx'
import { useBoardPart } from '../use-board.ts'
import { useSignal } from '../use-signal.ts'

const spoken = (kind: string, words: string): string => (words === '' ? kind : `${kind}, '${words}'`)

export function shapeName(shape: Shape, t: Translate): string {
  return spoken(t(kindName(shape)), spokenWords(shape))
}

export function Announcer() {
  const { t } = useLanguage()
  const { editor } = useRoom()
  useSignal(editor.selection)
  useSignal(editor.cells)
  // New words of what is selected are said at once; its place among the others waits for the next selection.
  useBoardPart(() => wordsOfSelection(editor))
  const said = describeSelection(editor)
  const words =
    said?.key === 'announce.one'
      ? t(said.key, { name: spoken(t(said.kind), said.words), place: said.place, total: said.total })
      : said?.key === 'announce.cell'
        ? t(said.key, { row: said.row, column: said.column, words: said.words })
        : said
          ? t(said.key, { count: said.count })
          : ''
  return (
    <div className="visually-hidden" aria-live="polite" data-announcer>
      {words}
    </div>
  )
}
