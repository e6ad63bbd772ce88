'use client'
/** One's own templates, as they stand at the head of a gallery. */
import type { ReactNode } from 'react'
import type { LibraryItem } from '../../../lib/page/kept/library-store.ts'
import type { Theme } from '../../../lib/shapes/color.ts'
import { useT } from '../language.tsx'
import { OwnCard } from './own-card.tsx'
import styles from './template-gallery.module.css'

interface OwnCardsProps {
  readonly items: readonly LibraryItem[]
  readonly theme: Theme
  readonly isBusy?: boolean
  /** What pressing the card of that name does. */
  labelOf(name: string): string
  onChoose(item: LibraryItem): void
  onRename(item: LibraryItem, name: string): void
  onRemove(item: LibraryItem): void
  /** Stands below them. */
  readonly children?: ReactNode
}

export function OwnCards({ items, labelOf, onChoose, onRename, onRemove, children, ...look }: OwnCardsProps) {
  const t = useT()
  return (
    <section className={styles.mine} aria-label={t('templates.own')}>
      <h3 className={styles.group}>{t('templates.own')}</h3>
      {items.length > 0 ? (
        <ul className={styles.cards}>
          {items.map((item, index) => {
            const name = item.name || t('library.unnamed', { number: items.length - index })
            return (
              <OwnCard
                key={item.id}
                {...{ item, name, label: labelOf(name), ...look }}
                onChoose={() => onChoose(item)}
                onRename={(typed) => onRename(item, typed)}
                onRemove={() => onRemove(item)}
              />
            )
          })}
        </ul>
      ) : null}
      {children}
    </section>
  )
}
