import type { Theme } from '../../lib/shapes/color.ts'
import { useRoom } from './room-context.tsx'
import { useMedia } from './use-media.ts'
import { useSelected } from './use-signal.ts'

/** The theme that is shown: the chosen one, or the system's. */
export function useTheme(): Theme {
  const { editor } = useRoom()
  const chosen = useSelected(editor.settings, ({ theme }) => theme)
  const isSystemDark = useMedia('(prefers-color-scheme: dark)')
  return chosen === 'system' ? (isSystemDark ? 'dark' : 'light') : chosen
}
