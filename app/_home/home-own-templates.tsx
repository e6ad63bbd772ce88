'use client'
/** Own templates at the head of the gallery of the home page; the same that the boards of this browser show. */
import { useCallback, useEffect, useMemo, useState } from 'react'
import { browserTemplates, itemName, type LibraryItem } from '../../lib/page/kept/library-store.ts'
import type { Theme } from '../../lib/shapes/color.ts'
import { useT } from '../_ui/language.tsx'
import { OwnCard } from '../_ui/templates/own-card.tsx'
import styles from '../_ui/templates/template-gallery.module.css'
import { useTemplateWords } from '../_ui/templates/template-gallery.tsx'

interface HomeOwnTemplatesProps {
  readonly theme: Theme
  readonly isBusy: boolean
  /** Takes the text of a board file. */
  onChoose(board: string): void
}

export function HomeOwnTemplates({ theme, isBusy, onChoose }: HomeOwnTemplatesProps) {
  const t = useT()
  const { gallery } = useTemplateWords()
  const store = useMemo(browserTemplates, [])
  const [items, setItems] = useState<readonly LibraryItem[]>([])
  const read = useCallback(() => store.items().then(setItems), [store])
  useEffect(() => void read(), [read])
  if (items.length === 0) return null
  return (
    <section aria-label={t('templates.own')}>
      <h3 className={styles.group}>{t('templates.own')}</h3>
      <ul className={styles.cards}>
        {items.map((item, index) => {
          const name = item.name || t('library.unnamed', { number: items.length - index })
          return (
            <OwnCard
              key={item.id}
              {...{ item, name, theme, isBusy, label: gallery.create.replace('{name}', name) }}
              onChoose={() => onChoose(item.board)}
              onRename={(typed) => void store.put([{ ...item, name: itemName(typed) }]).then(read)}
              onRemove={() => void store.remove(item.id).then(read)}
            />
          )
        })}
      </ul>
    </section>
  )
}
