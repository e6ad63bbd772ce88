import { useEffect, useRef } from 'react'

export interface SlideMoves {
  next(): void
  previous(): void
  first(): void
  last(): void
  end(): void
}
const moves: Readonly<Record<string, keyof SlideMoves>> = {
  ArrowRight: 'next',
  ArrowDown: 'next',
  PageDown: 'next',
  Enter: 'next',
  ' ': 'next',
  ArrowLeft: 'previous',
  ArrowUp: 'previous',
  PageUp: 'previous',
  Backspace: 'previous',
  Home: 'first',
  End: 'last',
  Escape: 'end',
}
const ELSEWHERE = 'input, textarea, select, [contenteditable="true"], [role="dialog"], [role="menu"]'

/** The keys of a presenter and their clicker; all others go on to the board. */
export function useSlideKeys(handlers: SlideMoves): void {
  const latest = useRef(handlers)
  latest.current = handlers
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const move = moves[event.key]
      const target = event.target instanceof Element ? event.target : null
      if (!move || event.ctrlKey || event.metaKey || event.altKey || target?.closest(ELSEWHERE)) return
      if (target?.closest('button') && /^(Enter| )$/.test(event.key)) return
      event.preventDefault()
      event.stopPropagation()
      latest.current[move]()
    }
    window.addEventListener('keydown', onKey, { capture: true })
    return () => window.removeEventListener('keydown', onKey, { capture: true })
  }, [])
}
