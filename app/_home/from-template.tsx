'use client'
/** A template, chosen from the gallery, becomes a new room with the template on it. */
import { LayoutTemplate } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { lazy, Suspense, useState } from 'react'
import { boardFromFile } from '../../lib/page/files/board-from-file.ts'
import type { Shape } from '../../lib/shapes/registry.ts'
import { Button } from '../_ui/controls.tsx'
import { useT } from '../_ui/language.tsx'
import styles from './home.module.css'

/** Templates and their words come when they are asked for. */
const HomeTemplates = lazy(async () => ({ default: (await import('./home-templates.tsx')).HomeTemplates }))

type Making = 'closed' | 'choosing' | 'busy' | 'failed'

export function FromTemplate({ theme }: { readonly theme: 'light' | 'dark' }) {
  const t = useT()
  const router = useRouter()
  const [making, setMaking] = useState<Making>('closed')
  const make = async (shapes: readonly Shape[]) => {
    setMaking('busy')
    const { templateFile } = await import('../../lib/page/files/template.ts')
    await makeOwn(templateFile(shapes))
  }
  const makeOwn = async (board: string) => {
    setMaking('busy')
    const made = await boardFromFile('json', board)
    if (made.ok) router.push(`/r/${made.value.room}`)
    else setMaking('failed')
  }
  return (
    <>
      <Button icon={LayoutTemplate} className={styles.tall} onClick={() => setMaking('choosing')}>
        {t('home.fromTemplate')}
      </Button>
      {making === 'closed' ? null : (
        <Suspense>
          <HomeTemplates
            theme={theme}
            isBusy={making === 'busy'}
            hasFailed={making === 'failed'}
            onChoose={(shapes) => void make(shapes)}
            onChooseOwn={(board) => void makeOwn(board)}
            onClose={() => setMaking('closed')}
          />
        </Suspense>
      )}
    </>
  )
}
