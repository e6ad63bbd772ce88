'use client'
import { Popover } from 'radix-ui'
import { type CSSProperties, useMemo } from 'react'
import { type Person, rosterOf } from '../../../lib/page/people/roster.ts'
import { Button, Tip } from '../controls.tsx'
import { useT } from '../language.tsx'
import { Everyone } from '../people/everyone.tsx'
import { useRoom } from '../room-context.tsx'
import { useMedia } from '../use-media.ts'
import { useSelected, useSignal } from '../use-signal.ts'
import styles from './avatars.module.css'
import { leaveFocusToNext } from './menu-layer.tsx'
import { MyNameForm } from './my-name.tsx'

const MAX_SHOWN = 4
/** Beside the title and the Share button of a phone. */
const MAX_SHOWN_ON_PHONE = 1
const initial = (name: string) => ([...name.trim()][0] ?? '?').toUpperCase()
const tint = (color: string) => ({ '--who': color }) as CSSProperties

const names = new Intl.Collator(undefined, { numeric: true })

/** By name, who is away last: a place that changes is not found again. */
const inOrder = (people: readonly Person[]): readonly Person[] =>
  [...people].sort(
    (a, b) => Number(a.isIdle) - Number(b.isIdle) || names.compare(a.name, b.name) || (a.userId < b.userId ? -1 : 1),
  )

function Avatar({ peer }: { readonly peer: Person }) {
  const t = useT()
  const { page } = useRoom()
  const isFollowed = useSignal(page.following) === peer.userId
  return (
    <Tip label={t(isFollowed ? 'people.stopFollowing' : 'people.follow', { name: peer.name })}>
      <button
        type="button"
        className={styles.avatar}
        aria-label={t('people.followLabel', { name: peer.name })}
        aria-pressed={isFollowed}
        data-idle={peer.isIdle || undefined}
        style={tint(peer.color)}
        onClick={() => {
          page.following.value = isFollowed ? '' : peer.userId
        }}
      >
        {initial(peer.name)}
      </button>
    </Tip>
  )
}

function Me() {
  const t = useT()
  const { me, page } = useRoom()
  const mine = useSignal(me)
  const isAsking = useSignal(page.isAskingName)
  const setOpen = (open: boolean) => {
    page.isAskingName.value = open
  }
  return (
    <Popover.Root open={isAsking} onOpenChange={setOpen}>
      <Popover.Trigger asChild>
        <button
          type="button"
          className={styles.avatar}
          aria-label={t('people.me', { name: mine.name })}
          title={t('people.me', { name: mine.name })}
          style={tint(mine.color)}
        >
          {initial(mine.name)}
        </button>
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Content
          aria-label={t('people.ask')}
          className={styles.popover}
          align="end"
          sideOffset={10}
          collisionPadding={8}
          onCloseAutoFocus={leaveFocusToNext}
        >
          <p className={styles.ask}>{t('people.ask')}</p>
          <MyNameForm />
          <Button look="primary" onClick={() => setOpen(false)}>
            {t('common.done')}
          </Button>
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  )
}

export function Avatars() {
  const t = useT()
  const { session } = useRoom()
  const here = useSelected(session.people, rosterOf)
  const people = useMemo(() => inOrder(here), [here])
  const isPhone = useMedia('(max-width: 720px)')
  const shown = people.slice(0, isPhone ? MAX_SHOWN_ON_PHONE : MAX_SHOWN)
  const hidden = people.length - shown.length
  return (
    <section className={styles.row} aria-label={t('people.label', { count: people.length + 1 })}>
      {shown.map((peer) => (
        <Avatar key={peer.userId} peer={peer} />
      ))}
      <Everyone people={people} hidden={hidden} />
      <Me />
    </section>
  )
}
