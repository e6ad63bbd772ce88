/** A copy of the source to which a test adds things, as somebody would who extends the product. */
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = dirname(dirname(dirname(dirname(fileURLToPath(import.meta.url)))))
const COPIED = ['lib', 'server', 'worker', 'app', 'tests/support']
/** What a build writes into `next-env.d.ts`, of which a fresh checkout has none. */
const NEXT_TYPES = ['next', 'next/image-types/global'].map((types) => `/// <reference types="${types}" />\n`).join('')

/** A line that is added: before or after the one place in the file that reads so. */
export interface Line {
  readonly file: string
  readonly before?: string
  readonly after?: string
  readonly add: string
}

export class CopiedTree {
  readonly folder = mkdtempSync(join(tmpdir(), 'inkroom-additions-'))

  constructor() {
    for (const name of COPIED) cpSync(join(root, name), join(this.folder, name), { recursive: true })
    symlinkSync(join(root, 'node_modules'), join(this.folder, 'node_modules'))
    const { compilerOptions } = JSON.parse(readFileSync(join(root, 'tsconfig.json'), 'utf8'))
    const options = { ...compilerOptions, incremental: false, plugins: [] }
    this.put('next-env.d.ts', NEXT_TYPES)
    const include = [...COPIED.filter((name) => !name.startsWith('tests')), 'next-env.d.ts']
    this.put('tsconfig.json', JSON.stringify({ compilerOptions: options, include }))
  }

  path(file: string): string {
    return join(this.folder, file)
  }
  put(file: string, text: string): void {
    writeFileSync(this.path(file), text)
  }
  /** Copies a file of the tests to a place of the source. */
  place(from: string, file: string): void {
    cpSync(join(root, from), this.path(file))
  }
  /** Throws when a place is not there, or more than once: then it is the addition that no longer fits. */
  add({ file, before, after, add }: Line): void {
    const text = readFileSync(this.path(file), 'utf8')
    const place = before ?? after ?? ''
    if (text.split(place).length !== 2) throw new Error(`not one place in ${file}: ${place}`)
    this.put(
      file,
      text.replace(place, () => (before === undefined ? place + add : add + place)),
    )
  }
  close(): void {
    rmSync(this.folder, { recursive: true })
  }
}
