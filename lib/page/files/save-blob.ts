/** Gives bytes to the user as a file. */
import { fileName } from '../../base/clean-text.ts'

export function saveBlob(blob: Blob, name: string): void {
  const url = URL.createObjectURL(blob)
  const link = document.createElement('a')
  link.href = url
  link.download = fileName(name) || 'board'
  link.click()
  // The download has begun synchronously; the address may go.
  queueMicrotask(() => URL.revokeObjectURL(url))
}
