/** What a library or board file holds for a library of this browser: each item of it a drawing of its own. */
import type { ShapeId } from '../../base/ids.ts'
import { err, ok, type Result } from '../../base/result.ts'
import type { Translate } from '../../i18n/translate.ts'
import type { ImportedAsset } from '../../interchange/import-result.ts'
import type { Shape } from '../../shapes/registry.ts'
import { boardFormatOf } from './board-format.ts'
import { MAX_BOARD_FILE_BYTES, readFileText } from './read-text.ts'

/** What becomes an item. */
export interface Drawing {
  readonly name: string
  readonly shapes: readonly Shape[]
  readonly assets: ReadonlyMap<string, ImportedAsset>
}

interface DrawingOptions {
  readonly t: Translate
  newId(): ShapeId
  newSeed(): number
}

/** Fails with a sentence for whoever brought the file. */
export async function drawingsIn(
  file: File,
  { t, newId, newSeed }: DrawingOptions,
): Promise<Result<readonly Drawing[], string>> {
  if (file.size > MAX_BOARD_FILE_BYTES) return err(t('import.tooLarge', { name: file.name }))
  const text = await readFileText(file)
  const format = boardFormatOf(text, file.name)
  const [{ readBoardFile }, { splitExcalidrawLibrary }] = await Promise.all([
    import('./board-files.ts'),
    import('../../interchange/excalidraw-library.ts'),
  ])
  const split = splitExcalidrawLibrary(text)
  const scenes = split.ok
    ? split.value.map(({ name, scene }) => ({ name, text: JSON.stringify(scene) }))
    : [{ name: file.name.replace(/\.\w+$/, ''), text }]
  const drawings: Drawing[] = []
  for (const { name, text } of scenes) {
    const read = format && readBoardFile(split.ok ? 'excalidraw' : format, text, { newId, newSeed })
    if (!read) return err(t('import.unknown', { name: file.name }))
    if (!read.ok) return err(t('import.failed', { reason: read.error.message }))
    if (read.value.shapes.length === 0) continue
    drawings.push({ name, shapes: read.value.shapes, assets: read.value.assets })
  }
  return ok(drawings)
}
