'use client'
import { type ReactNode, useState } from 'react'
import { folded } from '../../../lib/base/folded.ts'
import type { Person } from '../../../lib/page/people/roster.ts'
import { TextField } from '../form.tsx'
import { useT } from '../language.tsx'
import styles from './people.module.css'

/** Nobody reads further: of more people the others are found by their name, and cost nothing until then. */
const MAX_ROWS = 60
/** With fewer, eyes are quicker than a search. */
const MIN_SEARCHED = 12

export interface PeopleListProps {
  readonly people: readonly Person[]
  readonly rowOf: (person: Person) => ReactNode
}

/** Those who are here, as many rows as help, and a search where there are many. */
export function PeopleList({ people, rowOf }: PeopleListProps) {
  const t = useT()
  const [wanted, setWanted] = useState('')
  const isSearched = people.length > MIN_SEARCHED
  const word = folded(wanted.trim())
  const found = isSearched && word !== '' ? people.filter(({ name }) => folded(name).includes(word)) : people
  const hidden = found.length - MAX_ROWS
  return (
    <>
      {isSearched ? (
        <TextField
          label={t('people.find')}
          labelHidden
          placeholder={t('people.find')}
          type="search"
          value={wanted}
          maxLength={60}
          onChange={(event) => setWanted(event.target.value)}
        />
      ) : null}
      <ul className={styles.people}>{found.slice(0, MAX_ROWS).map(rowOf)}</ul>
      {hidden > 0 ? <p className={styles.ask}>{t('people.moreHere', { count: hidden })}</p> : null}
      {found.length === 0 ? <p className={styles.ask}>{t('people.nobodyFound')}</p> : null}
    </>
  )
}
