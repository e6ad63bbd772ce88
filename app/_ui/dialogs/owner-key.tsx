'use client'
import { KeyRound } from 'lucide-react'
import { useState } from 'react'
import { rememberOwnerToken } from '../../../lib/page/kept/recent-rooms.ts'
import { Button } from '../controls.tsx'
import forms from '../form.module.css'
import { Section } from '../form.tsx'
import { useT } from '../language.tsx'
import { useRoom } from '../room-context.tsx'

/** A new key for the owner: whoever has the old one, by a leak or another browser, owns the board no longer. */
export function OwnerKey() {
  const t = useT()
  const room = useRoom()
  const [isAsking, setAsking] = useState(false)
  const [isFailed, setFailed] = useState(false)
  const renew = async () => {
    const answer = await room.api.renewOwnerToken()
    setFailed(!answer.ok)
    if (!answer.ok) return
    rememberOwnerToken(room.id, answer.value.ownerToken)
    // Everything open here holds the old key.
    location.reload()
  }
  return (
    <Section title={t('share.ownerKey')}>
      <p className={forms.note}>{t(isAsking ? 'share.ownerKeySure' : 'share.ownerKeyNote')}</p>
      {isAsking ? (
        <div className={forms.row}>
          <Button look="primary" icon={KeyRound} onClick={renew}>
            {t('share.ownerKeyRenew')}
          </Button>
          <Button onClick={() => setAsking(false)}>{t('common.cancel')}</Button>
        </div>
      ) : (
        <Button icon={KeyRound} onClick={() => setAsking(true)}>
          {t('share.ownerKeyRenew')}
        </Button>
      )}
      {isFailed ? (
        <p role="alert" className={forms.error}>
          {t('share.failed')}
        </p>
      ) : null}
    </Section>
  )
}
