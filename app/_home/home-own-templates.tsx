'use client'
/** Own templates at the head of the gallery of the home page; the same that the boards of this browser show. */
import { useCallback, useEffect, useMemo, useState } from 'react'
import { browserTemplates, itemName, type LibraryItem } from '../../lib/page/kept/library-store.ts'
import type { Theme } from '../../lib/shapes/color.ts'
import { OwnCards } from '../_ui/templates/own-cards.tsx'
import { useTemplateWords } from '../_ui/templates/template-gallery.tsx'

interface HomeOwnTemplatesProps {
  readonly theme: Theme
  readonly isBusy: boolean
  /** Takes the text of a board file. */
  onChoose(board: string): void
}

export function HomeOwnTemplates({ theme, isBusy, onChoose }: HomeOwnTemplatesProps) {
  const { gallery } = useTemplateWords()
  const store = useMemo(browserTemplates, [])
  const [items, setItems] = useState<readonly LibraryItem[]>([])
  const read = useCallback(() => store.items().then(setItems), [store])
  useEffect(() => void read(), [read])
  if (items.length === 0) return null
  return (
    <OwnCards
      {...{ items, theme, isBusy }}
      labelOf={(name) => gallery.create.replace('{name}', name)}
      onChoose={({ board }) => onChoose(board)}
      onRename={(item, name) => void store.put([{ ...item, name: itemName(name) }]).then(read)}
      onRemove={({ id }) => void store.remove(id).then(read)}
    />
  )
}
