'use client'
import { ArrowRight, Plus } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { type FormEvent, useState } from 'react'
import { newRoomId, systemRandom } from '../../lib/base/ids.ts'
import { rememberOwnerToken } from '../../lib/page/kept/recent-rooms.ts'
import { basePath } from '../../lib/page/server/base-path.ts'
import { createRoom } from '../../lib/page/server/room-api.ts'
import { Button } from '../_ui/controls.tsx'
import forms from '../_ui/form.module.css'
import { useLanguage } from '../_ui/language.tsx'
import { LanguageSelect } from '../_ui/language-select.tsx'
import { PageRoot } from '../_ui/page-root.tsx'
import { FromTemplate } from './from-template.tsx'
import styles from './home.module.css'
import { OpenFile } from './open-file.tsx'
import { RecentBoards } from './recent-boards.tsx'
import { roomAddress } from './room-address.ts'
import { Sketch } from './sketch.tsx'
import { useHomeTheme } from './use-home-theme.ts'

function NewBoard() {
  const { t } = useLanguage()
  const router = useRouter()
  const [isBusy, setBusy] = useState(false)
  const [error, setError] = useState('')
  const create = async () => {
    setBusy(true)
    const made = await createRoom()
    if (made.ok) {
      rememberOwnerToken(made.value.room, made.value.ownerToken)
      router.push(`/r/${made.value.room}`)
      return
    }
    setBusy(false)
    setError(made.error.code)
  }
  return (
    <>
      <Button look="primary" icon={Plus} className={styles.create} disabled={isBusy} onClick={create}>
        {isBusy ? t('home.creating') : t('home.new')}
      </Button>
      {error ? (
        <p role="alert" className={forms.error}>
          {t('home.createFailed')}{' '}
          <button type="button" className={styles.inline} onClick={() => router.push(`/r/${newRoomId(systemRandom)}`)}>
            {t('home.openAnyway')}
          </button>
        </p>
      ) : null}
    </>
  )
}

function JoinBoard() {
  const { t } = useLanguage()
  const router = useRouter()
  const [typed, setTyped] = useState('')
  const [isWrong, setWrong] = useState(false)
  const join = (event: FormEvent) => {
    event.preventDefault()
    const address = roomAddress(typed, location.origin)
    setWrong(!address)
    if (address?.name === 'here') router.push(address.path)
    else if (address) location.assign(address.url)
  }
  return (
    <form className={styles.join} onSubmit={join}>
      <input
        className={forms.input}
        aria-label={t('home.joinLabel')}
        placeholder={t('home.joinPlaceholder')}
        value={typed}
        aria-invalid={isWrong}
        aria-describedby={isWrong ? 'join-error' : undefined}
        onChange={(event) => {
          setTyped(event.target.value)
          setWrong(false)
        }}
      />
      <Button type="submit" icon={ArrowRight} disabled={typed.trim() === ''}>
        {t('home.join')}
      </Button>
      {isWrong ? (
        <p id="join-error" role="alert" className={styles.joinError}>
          {t('home.joinWrong')}
        </p>
      ) : null}
    </form>
  )
}

function HomePage() {
  const { t } = useLanguage()
  const theme = useHomeTheme()
  return (
    <div className={styles.page}>
      <header className={styles.top}>
        <span className={styles.brand}>
          {/* biome-ignore lint/performance/noImgElement: a small static SVG gains nothing from the image pipeline */}
          <img src={`${basePath}/icon.svg`} alt="" width={28} height={28} />
          Inkroom
        </span>
        <LanguageSelect />
      </header>
      <main className={styles.main}>
        <div className={styles.stage}>
          <section className={styles.hero}>
            <h1 className={styles.headline}>{t('home.headline')}</h1>
            <p className={styles.lead}>{t('home.lead')}</p>
            <div className={styles.start}>
              <NewBoard />
              <FromTemplate theme={theme} />
              <OpenFile />
            </div>
            <div className={styles.start}>
              <JoinBoard />
            </div>
          </section>
          <Sketch />
        </div>
        <RecentBoards theme={theme} />
      </main>
    </div>
  )
}

export function Home() {
  return (
    <PageRoot>
      <HomePage />
    </PageRoot>
  )
}
