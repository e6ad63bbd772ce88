'use client'
/**
 * Where open menus live: inside `main`, so that their words belong to a landmark. Menus here are not modal, because a
 * modal one hides the page from assistive technology while its controls still take the focus; what a press beside an open
 * menu means is settled by `wireDismissal`.
 */
import { createContext, type ReactNode, useContext, useState } from 'react'

const LayerContext = createContext<HTMLElement | undefined>(undefined)
export const useMenuLayer = (): HTMLElement | undefined => useContext(LayerContext)

export function MenuLayer({ children }: { readonly children: ReactNode }) {
  const [layer, setLayer] = useState<HTMLElement | null>(null)
  return (
    <LayerContext value={layer ?? undefined}>
      {children}
      <div ref={setLayer} />
    </LayerContext>
  )
}

const OPEN = '[data-radix-popper-content-wrapper] :is([role="menu"], [role="dialog"])[data-state="open"]'

/**
 * For `onCloseAutoFocus` of every menu and small window: Radix gives the focus back a task after they are gone. Whoever
 * has opened another one in between would see that one close, as it would lose the focus.
 */
export function leaveFocusToNext(event: Event): void {
  if (document.querySelector(`${OPEN}, [data-panel]:focus-within`)) event.preventDefault()
}
