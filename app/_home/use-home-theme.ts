import { useLayoutEffect, useState } from 'react'
import { readStored } from '../../lib/page/kept/stored.ts'
import { useMedia } from '../_ui/use-media.ts'

/** Shows the theme that was chosen on a board, else the system's. */
export function useHomeTheme(): 'light' | 'dark' {
  const isSystemDark = useMedia('(prefers-color-scheme: dark)')
  const [chosen, setChosen] = useState<'light' | 'dark' | null>(null)
  useLayoutEffect(() => {
    const settings = readStored('settings') as { theme?: unknown } | undefined
    if (settings?.theme !== 'light' && settings?.theme !== 'dark') return
    document.documentElement.dataset.theme = settings.theme
    setChosen(settings.theme)
  }, [])
  return chosen ?? (isSystemDark ? 'dark' : 'light')
}
