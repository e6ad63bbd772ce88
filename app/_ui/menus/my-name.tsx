'use client'
import { RadioGroup } from 'radix-ui'
import { type CSSProperties, type FormEvent, useEffect } from 'react'
import { watch } from '../../../lib/base/signal.ts'
import { peerColorName, peerColors } from '../../../lib/page/people/who-am-i.ts'
import { Button } from '../controls.tsx'
import { TextField } from '../form.tsx'
import { useT } from '../language.tsx'
import { useRoom } from '../room-context.tsx'
import { useSignal } from '../use-signal.ts'
import styles from './avatars.module.css'

const tint = (color: string) => ({ '--who': color }) as CSSProperties

/** My name and colour; every change shows at once. */
export function MyNameForm() {
  const t = useT()
  const { me } = useRoom()
  const mine = useSignal(me)
  return (
    <div className={styles.form}>
      <TextField
        label={t('people.yourName')}
        value={mine.name}
        maxLength={40}
        onChange={(event) => {
          me.value = { ...me.value, name: event.target.value }
        }}
      />
      <RadioGroup.Root
        aria-label={t('people.yourColor')}
        className={styles.colors}
        value={mine.color}
        onValueChange={(color) => {
          me.value = { ...me.value, color }
        }}
      >
        {peerColors.map((color) => (
          <RadioGroup.Item
            key={color}
            value={color}
            aria-label={peerColorName(t, color)}
            title={peerColorName(t, color)}
            className={styles.color}
            style={tint(color)}
          />
        ))}
      </RadioGroup.Root>
    </div>
  )
}

/** On the very first visit: who am I to the others? It waits beside the board, and drawing on sends it away. */
export function NameCard() {
  const t = useT()
  const { editor, page } = useRoom()
  const isShown = useSignal(page.isIntroducing)
  useEffect(() => {
    if (!isShown) return
    const leave = () => {
      page.isIntroducing.value = false
    }
    // Whoever opens the same form from the avatar has found it.
    const stops = [watch(editor.isBusy, leave), watch(page.isAskingName, leave)]
    return () => {
      for (const stop of stops) stop()
    }
  }, [isShown, editor, page])
  if (!isShown) return null
  const finish = (event: FormEvent) => {
    event.preventDefault()
    page.isIntroducing.value = false
  }
  return (
    <form className={styles.card} aria-label={t('people.hello')} onSubmit={finish}>
      <p className={styles.hello}>{t('people.hello')}</p>
      <p className={styles.ask}>{t('people.ask')}</p>
      <MyNameForm />
      <Button type="submit" look="primary">
        {t('common.done')}
      </Button>
    </form>
  )
}
