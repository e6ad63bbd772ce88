/** `.excalidrawlib` files: the items of a library, each as a scene of its own. */
import { fail, ok, type Result } from '../base/result.ts'
import type { ImportFailure } from './import-result.ts'
import { isJson, type Json, json as jsonOf, list, parseJson, words } from './reading.ts'

export interface LibraryScene {
  readonly name: string
  readonly elements: readonly unknown[]
}

/** The items of a parsed library of either version; null when the file is none. */
export function librariesIn(file: Json): readonly LibraryScene[] | null {
  const isLibrary = file.type === 'excalidrawlib' || Array.isArray(file.libraryItems) || Array.isArray(file.library)
  if (!isLibrary) return null
  const newer = list(file.libraryItems).map((item) =>
    Array.isArray(item)
      ? { name: '', elements: item }
      : { name: words(jsonOf(item).name), elements: list(jsonOf(item).elements) },
  )
  return newer.length > 0 ? newer : list(file.library).map((elements) => ({ name: '', elements: list(elements) }))
}

/** Splits the text of a library file; each scene can be read by `importExcalidraw`. */
export function splitExcalidrawLibrary(
  text: string,
): Result<readonly { readonly name: string; readonly scene: object }[], ImportFailure> {
  const parsed = parseJson(text)
  if (!parsed.ok) return parsed
  const items = isJson(parsed.value) ? librariesIn(parsed.value) : null
  if (!items) return fail('wrong-file-type', 'This is not an Excalidraw library.')
  return ok(items.map(({ name, elements }) => ({ name, scene: { type: 'excalidraw', elements } })))
}
