'use client'
/** A thumb up or down: mine to show, and all of them counted. */
import { ThumbsDown, ThumbsUp } from 'lucide-react'
import { type Person, thumbsOf } from '../../../lib/page/people/roster.ts'
import { Button, IconButton } from '../controls.tsx'
import { NamedGroup } from '../form.tsx'
import { useT } from '../language.tsx'
import { useRoom } from '../room-context.tsx'
import { useSignal } from '../use-signal.ts'
import { useMayEnd } from '../workshop/use-may-end.ts'
import styles from './people.module.css'

export function ThumbButtons() {
  const t = useT()
  const { page, serverNow } = useRoom()
  const mine = useSignal(page.thumb)
  const press = (isUp: boolean) => () => {
    page.thumb.value = mine?.isUp === isUp ? null : { isUp, at: serverNow() }
  }
  return (
    <NamedGroup label={t('people.thumbs')} className={styles.thumbs}>
      <IconButton
        label={t('people.thumbUp')}
        icon={ThumbsUp}
        aria-pressed={mine?.isUp === true}
        onClick={press(true)}
      />
      <IconButton
        label={t('people.thumbDown')}
        icon={ThumbsDown}
        aria-pressed={mine?.isUp === false}
        onClick={press(false)}
      />
    </NamedGroup>
  )
}

/** How many are up and down now, with mine; whoever leads lowers them together. */
export function ThumbCount({ people }: { readonly people: readonly Person[] }) {
  const t = useT()
  const { page, serverNow } = useRoom()
  const mine = useSignal(page.thumb)
  const mayLower = useMayEnd('')
  const { up, down } = thumbsOf(people, mine)
  if (up + down === 0) return null
  return (
    <div className={styles.count}>
      <span role="status" aria-label={t('people.thumbsCount', { up, down })}>
        <ThumbsUp size={14} aria-hidden="true" /> {up}
        <ThumbsDown size={14} aria-hidden="true" /> {down}
      </span>
      {mayLower ? (
        <Button
          onClick={() => {
            page.thumbsLowered.value = serverNow()
          }}
        >
          {t('people.lowerThumbs')}
        </Button>
      ) : null}
    </div>
  )
}
