'use client'
import { Copy } from 'lucide-react'
import { useState } from 'react'
import { renderSVG } from 'uqr'
import { systemClock } from '../../../lib/base/clock.ts'
import type { Access } from '../../../lib/protocol/grant.ts'
import { Button } from '../controls.tsx'
import { Dialog } from '../dialog.tsx'
import forms from '../form.module.css'
import { Choice, Section } from '../form.tsx'
import { useLanguage, useT } from '../language.tsx'
import { useRoom } from '../room-context.tsx'
import { useSignal } from '../use-signal.ts'
import { OwnerKey } from './owner-key.tsx'
import styles from './share-dialog.module.css'
import { ShareLinks } from './share-links.tsx'
import { useCopy } from './use-copy.ts'

/** A scannable picture of the address; drawn here, so no other server learns of it. */
function QrCode({ address }: { readonly address: string }) {
  const t = useT()
  const picture = `data:image/svg+xml;utf8,${encodeURIComponent(renderSVG(address, { border: 2 }))}`
  // biome-ignore lint/performance/noImgElement: an inline picture made here gains nothing from the image pipeline
  return <img className={styles.qr} src={picture} alt={t('share.qr')} width={148} height={148} />
}

function AccessChoice() {
  const t = useT()
  const room = useRoom()
  const facts = useSignal(room.session.facts)
  const [shown, setShown] = useState<Access>(facts.access)
  const [isFailed, setFailed] = useState(false)
  const change = async (access: Access) => {
    const before = shown
    setShown(access)
    const answer = await room.api.changeAccess(access)
    setFailed(!answer.ok)
    if (!answer.ok) setShown(before)
  }
  if (!room.isOwner) return <p className={forms.note}>{t(`share.access.${facts.access}.note`)}</p>
  return (
    <>
      <Choice
        label={t('share.access')}
        value={shown}
        options={(['edit', 'view', 'closed'] as const).map((value) => ({ value, label: t(`share.access.${value}`) }))}
        onChange={change}
      />
      <p className={forms.note}>{t(`share.access.${shown}.note`)}</p>
      {isFailed ? (
        <p role="alert" className={forms.error}>
          {t('share.failed')}
        </p>
      ) : null}
    </>
  )
}

/** When the board goes if nobody comes back to it; nothing where boards stay. */
function ExpiryNote() {
  const { id: language, t } = useLanguage()
  const { expiryDays } = useSignal(useRoom().session.facts)
  if (!expiryDays) return null
  const date = new Intl.DateTimeFormat(language, { dateStyle: 'medium' }).format(dateAfter(expiryDays))
  return <p className={forms.note}>{t('share.expiry', { date })}</p>
}

function dateAfter(days: number): Date {
  const date = new Date(systemClock.date())
  date.setDate(date.getDate() + days)
  return date
}

export function ShareDialog({ onClose }: { onClose(): void }) {
  const t = useT()
  const room = useRoom()
  const copy = useCopy()
  return (
    <Dialog title={t('share.title')} onClose={onClose}>
      <div className={styles.head}>
        <div className={styles.link}>
          <label className={forms.label} htmlFor="room-link">
            {t('share.link')}
          </label>
          <input
            id="room-link"
            className={forms.input}
            readOnly
            value={room.address}
            onFocus={(event) => event.target.select()}
          />
          <Button look="primary" icon={Copy} onClick={() => copy(room.address)}>
            {t('share.copy')}
          </Button>
        </div>
        <QrCode address={room.address} />
      </div>
      <Section>
        <AccessChoice />
      </Section>
      {room.isOwner ? <ExpiryNote /> : null}
      {room.isOwner ? <ShareLinks /> : null}
      {room.isOwner ? <OwnerKey /> : <p className={forms.note}>{t('share.notOwner')}</p>}
    </Dialog>
  )
}
