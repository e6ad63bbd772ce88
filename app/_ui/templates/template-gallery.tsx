'use client'
/** The gallery of templates: live pictures in the language of the interface, one press takes one. Loaded when it opens. */
import { useEffect, useMemo, useRef, useState } from 'react'
import { folded } from '../../../lib/base/folded.ts'
import { printSvg } from '../../../lib/print/print-svg.ts'
import type { Theme } from '../../../lib/shapes/color.ts'
import { tableMeasurer } from '../../../lib/shapes/measure-table.ts'
import type { Shape } from '../../../lib/shapes/registry.ts'
import { type Template, templateGroups } from '../../../lib/templates/template.ts'
import { templates } from '../../../lib/templates/templates.ts'
import { loadWords, overEnglish, type Words } from '../../../lib/templates/words/words.ts'
import forms from '../form.module.css'
import { useLanguage } from '../language.tsx'
import styles from './template-gallery.module.css'

/** Begun this far before a picture comes into sight. */
const AHEAD = '200px'
const PADDING = 24

function print(shapes: readonly Shape[], theme: Theme): string {
  const byId = new Map(shapes.map((shape) => [shape.id, shape]))
  return printSvg({
    // All of a template lies inside its frame: without clips, whose names would meet those of other pictures.
    shapes: shapes.map((shape) => ({ ...shape, parent: '' })),
    context: { measure: tableMeasurer, shape: (id) => byId.get(id) },
    theme,
    background: false,
    padding: PADDING,
  })
}

/** Drawn when it comes into sight. */
export function Picture({ shapes, theme }: { shapes(): readonly Shape[]; readonly theme: Theme }) {
  const holder = useRef<HTMLSpanElement>(null)
  const [isSeen, setSeen] = useState(false)
  useEffect(() => {
    if (!holder.current) return
    const watch = new IntersectionObserver(
      (entries) => entries.some((entry) => entry.isIntersecting) && setSeen(true),
      {
        rootMargin: AHEAD,
      },
    )
    watch.observe(holder.current)
    return () => watch.disconnect()
  }, [])
  useEffect(() => {
    if (!isSeen || !holder.current) return
    const page = new DOMParser().parseFromString(print(shapes(), theme), 'image/svg+xml')
    holder.current.replaceChildren(document.importNode(page.documentElement, true))
  }, [isSeen, shapes, theme])
  return <span ref={holder} className={styles.picture} aria-hidden="true" />
}

/** English until the words of the language have come; they stay when those cannot be fetched. */
export function useTemplateWords(): Words {
  const { id } = useLanguage()
  const [words, setWords] = useState<Words>(() => overEnglish({}))
  useEffect(() => {
    let isStale = false
    loadWords(id).then(
      (loaded) => !isStale && setWords(loaded),
      () => {},
    )
    return () => {
      isStale = true
    }
  }, [id])
  return words
}

interface CardProps {
  readonly template: Template
  readonly words: Words
  readonly theme: Theme
  readonly verb: string
  readonly isBusy: boolean
  onChoose(shapes: readonly Shape[]): void
}

function Card({ template, words, theme, verb, isBusy, onChoose }: CardProps) {
  const { name } = words[template.id]
  const shapes = useMemo(() => () => template.build(words), [template, words])
  return (
    <li>
      <button
        type="button"
        className={styles.card}
        aria-label={verb.replace('{name}', name)}
        disabled={isBusy}
        onClick={() => onChoose(shapes())}
      >
        <Picture shapes={shapes} theme={theme} />
        <span className={styles.name}>{name}</span>
      </button>
    </li>
  )
}

export interface TemplateGalleryProps {
  readonly theme: Theme
  /** What a press does: puts the template on this board, or makes a board of it. */
  readonly purpose: 'insert' | 'create'
  readonly isBusy?: boolean
  onChoose(shapes: readonly Shape[]): void
}

export function TemplateGallery({ theme, purpose, isBusy = false, onChoose }: TemplateGalleryProps) {
  const words = useTemplateWords()
  const [typed, setTyped] = useState('')
  const wanted = folded(typed.trim())
  const found = templates.filter(({ id }) => folded(words[id].name).includes(wanted))
  return (
    <>
      <input
        data-first
        type="search"
        className={`${forms.input} ${styles.search}`}
        aria-label={words.gallery.search}
        placeholder={words.gallery.search}
        value={typed}
        onChange={({ target }) => setTyped(target.value)}
      />
      {templateGroups.map((group) => {
        const inGroup = found.filter((template) => template.group === group)
        if (inGroup.length === 0) return null
        return (
          <section key={group} aria-label={words.gallery[group]}>
            <h3 className={styles.group}>{words.gallery[group]}</h3>
            <ul className={styles.cards}>
              {inGroup.map((template) => (
                <Card
                  key={template.id}
                  {...{ template, words, theme, isBusy, onChoose }}
                  verb={words.gallery[purpose]}
                />
              ))}
            </ul>
          </section>
        )
      })}
      {found.length === 0 ? (
        <p className={forms.note} role="status">
          {words.gallery.none}
        </p>
      ) : null}
    </>
  )
}
