/** Applies the theme and motion settings to the page and the canvas, and follows the system. */
import { watch } from '../../base/signal.ts'
import type { Canvas } from '../../canvas/canvas.ts'
import type { Editor } from '../../editor/editor.ts'

export function wireTheme(view: Window, editor: Editor, canvas: Canvas): () => void {
  const dark = view.matchMedia('(prefers-color-scheme: dark)')
  const root = view.document.documentElement
  const apply = () => {
    const { theme, reducedMotion } = editor.settings.value
    if (theme === 'system') delete root.dataset.theme
    else root.dataset.theme = theme
    if (reducedMotion) root.dataset.motion = 'reduced'
    else delete root.dataset.motion
    canvas.setTheme(themeOf(view, editor))
  }
  apply()
  dark.addEventListener('change', apply)
  const stop = watch(editor.settings, apply)
  return () => {
    dark.removeEventListener('change', apply)
    stop()
  }
}

export function themeOf(view: Window, editor: Editor): 'light' | 'dark' {
  const { theme } = editor.settings.value
  if (theme !== 'system') return theme
  return view.matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light'
}
