/** Keys that send a form. */
import type { KeyboardEvent } from 'react'

/** Enter alone sends a form by itself; whoever is used to Ctrl+Enter is not made to wonder. */
export function sendOnModEnter(event: KeyboardEvent<HTMLInputElement>): void {
  if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) event.currentTarget.form?.requestSubmit()
}
