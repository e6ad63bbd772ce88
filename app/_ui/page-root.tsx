'use client'
/** What every page stands in, whatever it shows: the words of a language, and one clock for all tooltips. */
import { Tooltip } from 'radix-ui'
import type { ReactNode } from 'react'
import { LanguageProvider } from './language.tsx'

const TOOLTIP_DELAY_MS = 450
/** From one control to the next at once. */
const SKIP_DELAY_MS = 200

export function PageRoot({ children }: { readonly children: ReactNode }) {
  return (
    <LanguageProvider>
      <Tooltip.Provider delayDuration={TOOLTIP_DELAY_MS} skipDelayDuration={SKIP_DELAY_MS}>
        {children}
      </Tooltip.Provider>
    </LanguageProvider>
  )
}
