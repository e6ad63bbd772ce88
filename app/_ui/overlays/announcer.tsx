'use client'
import type { Translate } from '../../../lib/i18n/translate.ts'
import type { Shape } from '../../../lib/shapes/registry.ts'
/** Says what is selected to assistive technology: `Rectangle, 'API', 3 of 7`. */
import { plainText } from '../../../lib/shapes/rich-text.ts'
import { useT } from '../language.tsx'
import { useRoom } from '../room-context.tsx'
import { useSignal } from '../use-signal.ts'

const MAX_SPOKEN_TEXT = 80

export function shapeName(shape: Shape, t: Translate): string {
  const kind = shape.type === 'geo' ? t(`form.${shape.form}`) : t(`shape.${shape.type}`)
  const words =
    'text' in shape
      ? plainText(shape.text)
      : shape.type === 'frame'
        ? shape.name
        : shape.type === 'image'
          ? shape.alt
          : ''
  return words.trim() === '' ? kind : `${kind}, '${words.trim().slice(0, MAX_SPOKEN_TEXT)}'`
}

export function Announcer() {
  const t = useT()
  const { editor } = useRoom()
  const selection = useSignal(editor.selection)
  const { board } = editor.document
  const one = selection.length === 1 ? board.get(selection[0]) : undefined
  const words = one
    ? t('announce.one', {
        name: shapeName(one, t),
        place: board.shapes.findIndex(({ id }) => id === one.id) + 1,
        total: board.size,
      })
    : selection.length > 1
      ? t('announce.many', { count: selection.length })
      : ''
  return (
    <div className="visually-hidden" aria-live="polite" data-announcer>
      {words}
    </div>
  )
}
