'use client'
import { ChevronDown, Eye, Hand, Pencil, ShieldCheck, ThumbsDown, ThumbsUp, UserX } from 'lucide-react'
import { type CSSProperties, useState } from 'react'
import type { MessageKey } from '../../../lib/i18n/translate.ts'
import type { Person } from '../../../lib/page/people/roster.ts'
import type { PeerOrder } from '../../../lib/protocol/http.ts'
import { Button, IconButton } from '../controls.tsx'
import { useT } from '../language.tsx'
import { useRoom } from '../room-context.tsx'
import { useSignal } from '../use-signal.ts'
import styles from './people.module.css'
import { useMayFacilitate } from './use-may-facilitate.ts'

const initial = (name: string) => ([...name.trim()][0] ?? '?').toUpperCase()
const roleWords: Readonly<Record<string, MessageKey>> = {
  facilitator: 'people.isFacilitator',
  owner: 'people.isOwner',
}

export interface PersonRowProps {
  readonly person: Person
  /** In the queue of raised hands. */
  readonly isWaiting?: true
  onDone(): void
}

/** One in the list: a press follows them; a facilitator finds what else can be done behind the arrow. */
export function PersonRow({ person, isWaiting, onDone }: PersonRowProps) {
  const t = useT()
  const { page, conduct } = useRoom()
  const following = useSignal(page.following)
  const mayFacilitate = useMayFacilitate()
  const [isUnfolded, setUnfolded] = useState(false)
  const { userId, name, color, isIdle, hand, thumb, role } = person
  const words = roleWords[role]
  const Thumb = thumb?.isUp ? ThumbsUp : ThumbsDown
  return (
    <li>
      <div className={styles.line}>
        <button
          type="button"
          className={styles.person}
          aria-label={t('people.followLabel', { name })}
          aria-pressed={following === userId}
          onClick={() => {
            page.following.value = following === userId ? '' : userId
            onDone()
          }}
        >
          <span className={styles.face} data-idle={isIdle || undefined} style={{ '--who': color } as CSSProperties}>
            {initial(name)}
          </span>
          <span className={styles.personName}>{name}</span>
          {words ? <span className={styles.away}>{t(words)}</span> : null}
          {hand !== null ? <Hand size={14} aria-label={t('people.handUp')} /> : null}
          {thumb ? <Thumb size={14} aria-label={t(thumb.isUp ? 'people.thumbUp' : 'people.thumbDown')} /> : null}
          {isIdle ? <span className={styles.away}>{t('people.away')}</span> : null}
        </button>
        {mayFacilitate && isWaiting ? (
          <>
            <IconButton
              label={t('people.letWrite', { name })}
              icon={Pencil}
              onClick={() => void conduct.order(person, 'write')}
            />
            <IconButton
              label={t('people.lowerHandOf', { name })}
              icon={Hand}
              onClick={() => void conduct.order(person, 'lower-hand')}
            />
          </>
        ) : null}
        {mayFacilitate && !isWaiting ? (
          <IconButton
            label={t('people.more', { name })}
            icon={ChevronDown}
            aria-expanded={isUnfolded}
            onClick={() => setUnfolded(!isUnfolded)}
          />
        ) : null}
      </div>
      {isUnfolded && mayFacilitate ? <Orders person={person} onDone={() => setUnfolded(false)} /> : null}
    </li>
  )
}

function Orders({ person, onDone }: { readonly person: Person; onDone(): void }) {
  const t = useT()
  const { conduct } = useRoom()
  const isOwner = useMayFacilitate('owner')
  const [isAsking, setAsking] = useState(false)
  const { name } = person
  const order = (what: PeerOrder) => () => {
    void conduct.order(person, what)
    onDone()
  }
  if (isAsking) {
    return (
      <fieldset className={styles.orders} aria-label={t('people.more', { name })}>
        <p className={styles.ask}>{t('people.removeAsk', { name })}</p>
        <Button look="danger" icon={UserX} onClick={order('remove')}>
          {t('people.remove')}
        </Button>
        <Button onClick={() => setAsking(false)}>{t('common.cancel')}</Button>
      </fieldset>
    )
  }
  return (
    <fieldset className={styles.orders} aria-label={t('people.more', { name })}>
      <Button icon={Pencil} aria-label={t('people.letWrite', { name })} onClick={order('write')}>
        {t('people.mayWrite')}
      </Button>
      <Button icon={Eye} onClick={order('watch')}>
        {t('people.mayNotWrite')}
      </Button>
      {isOwner ? (
        <Button icon={ShieldCheck} onClick={order('facilitate')}>
          {t('people.makeFacilitator')}
        </Button>
      ) : null}
      <Button icon={UserX} onClick={() => setAsking(true)}>
        {t('people.remove')}
      </Button>
    </fieldset>
  )
}
