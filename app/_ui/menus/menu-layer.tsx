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
