/** Which board format a text is in, by what it says of itself. */
export type BoardFormat = 'excalidraw' | 'tldraw' | 'json'

const HEAD_LENGTH = 4_000

export function boardFormatOf(text: string, fileName = ''): BoardFormat | null {
  if (/\.(excalidraw|excalidrawlib)$/i.test(fileName)) return 'excalidraw'
  if (/\.(tldr|tldraw)$/i.test(fileName)) return 'tldraw'
  const head = text.slice(0, HEAD_LENGTH)
  if (/"type"\s*:\s*"excalidraw(\/clipboard|lib)?"/.test(head)) return 'excalidraw'
  if (/tldrawFileFormatVersion|data-tldraw|"type"\s*:\s*"application\/tldraw"/.test(head)) return 'tldraw'
  if (/"type"\s*:\s*"inkroom/.test(head) || /\.json$/i.test(fileName)) return 'json'
  return null
}
