/** What the browser does to a text by itself: its own undo, and going away in the middle of a word. */

/** Undo from the browser's menus, by shaking a phone or by three fingers is the board's. */
export function wireNativeUndo(root: HTMLElement, run: (name: 'undo' | 'redo') => void): () => void {
  const onInput = (event: InputEvent) => {
    if (event.inputType !== 'historyUndo' && event.inputType !== 'historyRedo') return
    event.preventDefault()
    run(event.inputType === 'historyUndo' ? 'undo' : 'redo')
  }
  root.addEventListener('beforeinput', onInput)
  return () => root.removeEventListener('beforeinput', onInput)
}

/** Another tab is shown, or the page goes: nobody knows whether this one is seen again. */
export function whenHidden(document: Document, leave: () => void): () => void {
  const onChange = () => {
    if (document.visibilityState === 'hidden') leave()
  }
  document.addEventListener('visibilitychange', onChange)
  return () => document.removeEventListener('visibilitychange', onChange)
}
