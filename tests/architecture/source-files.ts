/** The project's own text files, read once: what the guards of this folder look at. */
import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative, sep } from 'node:path'
import { fileURLToPath } from 'node:url'

export const projectRoot = dirname(dirname(dirname(fileURLToPath(import.meta.url))))

export interface SourceFile {
  /** From the project's root, with forward slashes. */
  readonly path: string
  readonly text: string
}

const SKIPPED = new Set([
  'node_modules',
  '.next',
  '.git',
  'dist',
  'data',
  'test-results',
  'playwright-report',
  'coverage',
])

function* walk(folder: string): Generator<string> {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    if (SKIPPED.has(entry.name)) continue
    const path = join(folder, entry.name)
    if (entry.isDirectory()) yield* walk(path)
    else if (entry.isFile()) yield path
  }
}

/** Files whose name ends like one of `endings`, below `folders` (the whole project when left out). */
export function readFiles(endings: readonly string[], folders: readonly string[] = ['.']): readonly SourceFile[] {
  const files: SourceFile[] = []
  for (const folder of folders) {
    for (const path of walk(join(projectRoot, folder))) {
      if (!endings.some((ending) => path.endsWith(ending))) continue
      files.push({ path: relative(projectRoot, path).split(sep).join('/'), text: readFileSync(path, 'utf8') })
    }
  }
  return files
}

export const productFiles = (): readonly SourceFile[] => readFiles(['.ts', '.tsx'], ['lib', 'server', 'worker', 'app'])
