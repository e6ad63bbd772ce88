/** Files that other programs wrote, or would have written. */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const fixture = (name: string): string =>
  readFileSync(fileURLToPath(new URL(`../../fixtures/${name}`, import.meta.url)), 'utf8')

/** A file of the folder that INKROOM_SAMPLES names, for trying real boards; null when there is none. */
export function sample(name: string): string | null {
  const path = join(process.env.INKROOM_SAMPLES ?? 'no samples', name)
  return existsSync(path) ? readFileSync(path, 'utf8') : null
}
