'use client'
import { Popover } from 'radix-ui'
import { type CSSProperties, useMemo, useState } from 'react'
import type { PeerPresence } from '../../../lib/document/presence.ts'
import { Button, Tip } from '../controls.tsx'
import { useT } from '../language.tsx'
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

type Here = Pick<PeerPresence, 'userId' | 'name' | 'color' | 'isIdle'>
const names = new Intl.Collator(undefined, { numeric: true })

/** One entry per person, someone with three tabs too. */
function peopleAmong(peers: readonly PeerPresence[]): readonly Here[] {
  const people = new Map<string, Here>()
  for (const { userId, name, color, isIdle } of peers) {
    const known = people.get(userId)
    if (!known || (known.isIdle && !isIdle)) people.set(userId, { userId, name, color, isIdle })
  }
  return [...people.values()]
}

/** By name, who is away last: a place that changes is not found again. */
const inOrder = (people: readonly Here[]): readonly Here[] =>
  [...people].sort(
    (a, b) => Number(a.isIdle) - Number(b.isIdle) || names.compare(a.name, b.name) || (a.userId < b.userId ? -1 : 1),
  )

function Person({ peer }: { readonly peer: Here }) {
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

/** Everybody, for rooms with more people than the bar has places. */
function Everyone({ people, hidden }: { readonly people: readonly Here[]; readonly hidden: number }) {
  const t = useT()
  const { page } = useRoom()
  const following = useSignal(page.following)
  const [isOpen, setOpen] = useState(false)
  const label = t('people.all', { count: people.length })
  return (
    <Popover.Root open={isOpen} onOpenChange={setOpen}>
      <Popover.Trigger asChild>
        <button type="button" className={styles.avatar} data-more aria-label={`+${hidden}, ${label}`} title={label}>
          +{hidden}
        </button>
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Content
          className={styles.everyone}
          align="end"
          sideOffset={10}
          collisionPadding={8}
          onCloseAutoFocus={leaveFocusToNext}
          aria-label={label}
        >
          <ul className={styles.people}>
            {people.map((peer) => (
              <li key={peer.userId}>
                <button
                  type="button"
                  className={styles.person}
                  aria-label={t('people.followLabel', { name: peer.name })}
                  aria-pressed={following === peer.userId}
                  onClick={() => {
                    page.following.value = following === peer.userId ? '' : peer.userId
                    setOpen(false)
                  }}
                >
                  <span className={styles.face} data-idle={peer.isIdle || undefined} style={tint(peer.color)}>
                    {initial(peer.name)}
                  </span>
                  <span className={styles.personName}>{peer.name}</span>
                  {peer.isIdle ? <span className={styles.away}>{t('people.away')}</span> : null}
                </button>
              </li>
            ))}
          </ul>
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  )
}

export function Avatars() {
  const t = useT()
  const { session } = useRoom()
  const here = useSelected(session.people, peopleAmong)
  const people = useMemo(() => inOrder(here), [here])
  const isPhone = useMedia('(max-width: 720px)')
  const shown = people.slice(0, isPhone ? MAX_SHOWN_ON_PHONE : MAX_SHOWN)
  const hidden = people.length - shown.length
  return (
    <section className={styles.row} aria-label={t('people.label', { count: people.length + 1 })}>
      {shown.map((peer) => (
        <Person key={peer.userId} peer={peer} />
      ))}
      {hidden > 0 ? <Everyone people={people} hidden={hidden} /> : null}
      <Me />
    </section>
  )
}
