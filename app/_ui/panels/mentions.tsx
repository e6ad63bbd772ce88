'use client'
/** `@Name` in comments: offered while it is typed, told apart when it is read. */
import { Fragment } from 'react'
import { namesFor, withName } from '../../../lib/page/people/mentions.ts'
import { LinkedWords } from '../linked-words.tsx'
import { useRoom } from '../room-context.tsx'
import { useComments } from '../use-board.ts'
import { useSelected, useSignal } from '../use-signal.ts'
import styles from './mentions.module.css'

/** Everyone who is here or has written here, without me. */
export function useNames(): readonly string[] {
  const { session, me } = useRoom()
  const mine = useSignal(me).name
  const peers = useSelected(session.people, (all) => all.map(({ name }) => name))
  const authors = useComments().flatMap(({ messages }) => messages.map(({ author }) => author))
  return [...new Set([...peers, ...authors])].filter((name) => name !== '' && name !== mine)
}

interface OfferProps {
  readonly typed: string
  readonly names: readonly string[]
  onChange(typed: string): void
}

export function OfferNames({ typed, names, onChange }: OfferProps) {
  const offered = namesFor(typed, names)
  if (offered.length === 0) return null
  return (
    <div className={styles.offer}>
      {offered.map((name) => (
        <button key={name} type="button" className={styles.name} onClick={() => onChange(withName(typed, name))}>
          @{name}
        </button>
      ))}
    </div>
  )
}

/** A comment's words: mentions stand out, web addresses are links. */
export function CommentWords({ words, names }: { readonly words: string; readonly names: readonly string[] }) {
  const longestFirst = [...names].sort((a, b) => b.length - a.length)
  const parts: { readonly text: string; readonly isName: boolean }[] = []
  let rest = words
  while (rest !== '') {
    const at = rest.indexOf('@')
    const name = at < 0 ? undefined : longestFirst.find((each) => rest.startsWith(`@${each}`, at))
    const end = at < 0 ? rest.length : name === undefined ? at + 1 : at
    if (end > 0) parts.push({ text: rest.slice(0, end), isName: false })
    if (name !== undefined) parts.push({ text: `@${name}`, isName: true })
    rest = rest.slice(end + (name === undefined ? 0 : name.length + 1))
  }
  return parts.map(({ text, isName }, nth) => {
    const key = `${nth}.${text}`
    if (isName)
      return (
        <mark key={key} className={styles.mention}>
          {text}
        </mark>
      )
    return (
      <Fragment key={key}>
        <LinkedWords words={text} />
      </Fragment>
    )
  })
}
