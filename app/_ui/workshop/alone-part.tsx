'use client'
import { EyeOff } from 'lucide-react'
import { Button } from '../controls.tsx'
import { NamedGroup } from '../form.tsx'
import { useT } from '../language.tsx'
import { useRoom } from '../room-context.tsx'
import { useMayEnd } from './use-may-end.ts'
import { useWorkshop } from './use-workshop.ts'
import styles from './workshop-menu.module.css'

/** Has everyone work for themselves, for whoever conducts. */
export function AlonePart({ onDone }: { onDone(): void }) {
  const t = useT()
  const { workshop, newId, me } = useRoom()
  const { alone } = useWorkshop()
  const mayBegin = useMayEnd('')
  if (alone || !mayBegin) return null
  return (
    <NamedGroup label={t('alone.title')} labelClass={styles.legend} className={styles.part}>
      <p className={styles.note}>{t('alone.what')}</p>
      <Button
        icon={EyeOff}
        onClick={() => {
          workshop.startAlone({ id: newId(), by: me.value.userId })
          onDone()
        }}
      >
        {t('alone.begin')}
      </Button>
    </NamedGroup>
  )
}
