/** Asks the person for files. */
export interface FileQuestion {
  /** As in `accept` of a file field. */
  readonly accept: string
  readonly isMany: boolean
  onPick(files: readonly File[]): void
}

export function pickFiles({ accept, isMany, onPick }: FileQuestion): void {
  const input = document.createElement('input')
  input.type = 'file'
  input.multiple = isMany
  input.accept = accept
  // In the page until it is answered: an input that nothing holds may be thrown away, and its files with it.
  input.hidden = true
  document.body.append(input)
  input.oncancel = () => input.remove()
  input.onchange = () => {
    input.remove()
    onPick([...(input.files ?? [])])
  }
  input.click()
}
