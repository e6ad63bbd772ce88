import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { pdfOf } from '../support/document/pdf-file.ts'
import { startProduct } from '../support/e2e/product.ts'
import { expect, test } from '../support/e2e/test.ts'

const START_WITHIN_MS = 10_000

/** The packages that `npm install` would bring along: none that only development needs. Those of this checkout, linked. */
function linkPackages(modules: string): void {
  const { packages } = JSON.parse(readFileSync('package-lock.json', 'utf8'))
  for (const [path, { dev }] of Object.entries<{ readonly dev?: boolean }>(packages)) {
    const name = /^node_modules\/((?:@[^/]+\/)?[^/]+)$/.exec(path)?.[1]
    if (!name || dev || !existsSync(path)) continue
    mkdirSync(dirname(join(modules, name)), { recursive: true })
    symlinkSync(resolve(path), join(modules, name))
  }
}

test('AR16 the packed tarball runs where it is installed, without dev dependencies or a build', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'inkroom-package-'))
  const site = join(folder, 'node_modules')
  try {
    const pack = spawnSync(process.execPath, ['scripts/pack.mjs', '--to', folder], { encoding: 'utf8' })
    expect(pack.status, pack.stderr).toBe(0)
    const tarball = readdirSync(folder).find((name) => name.endsWith('.tgz')) ?? ''
    expect(spawnSync('tar', ['-xzf', tarball], { cwd: folder }).status).toBe(0)
    linkPackages(site)
    renameSync(join(folder, 'package'), join(site, 'inkroom'))
    const { dependencies, bin, scripts } = JSON.parse(readFileSync(join(site, 'inkroom', 'package.json'), 'utf8'))
    expect(Object.keys(dependencies).filter((name) => !existsSync(join(site, name)))).toEqual([])
    expect(scripts).toBeUndefined()
    // What only browsers run was built in.
    for (const name of ['lucide-react', 'radix-ui', 'quill', 'konva']) expect(dependencies).not.toHaveProperty(name)
    const work = join(folder, 'work')
    mkdirSync(work)
    const began = Date.now()
    const run = { script: join(site, 'inkroom', bin.inkroom), cwd: work }
    const product = await startProduct({ STORAGE_URL: '', DATA_DIR: 'boards' }, run)
    try {
      expect(Date.now() - began).toBeLessThan(START_WITHIN_MS)
      expect(await (await fetch(product.url)).text()).toContain('Inkroom')
      const headers = { 'content-type': 'application/json' }
      const { room, ownerToken } = await (
        await fetch(`${product.url}/api/rooms`, { method: 'POST', headers, body: '{}' })
      ).json()
      const authorization = `Bearer ${ownerToken}`
      const at = `${product.url}/api/rooms/${room}`
      const body = 'graph LR\nA[One] --> B[\u4e8c]'
      await fetch(`${at}/import/mermaid`, { method: 'POST', headers: { authorization }, body })
      // Its reader of PDF travels with it.
      const pdf = { method: 'POST', headers: { authorization }, body: pdfOf([[300, 200]]) }
      expect(await (await fetch(`${at}/import/pdf`, pdf)).json()).toEqual({ added: 1, skipped: [] })
      for (const format of ['png', 'svg']) {
        const file = await fetch(`${at}/export/${format}`, { headers: { authorization } })
        expect([format, file.status]).toEqual([format, 200])
        // The faces of its words were found.
        if (format === 'svg') expect(await file.text()).toContain('@font-face')
      }
      expect(readdirSync(work)).toEqual(['boards'])
    } finally {
      await product.close()
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
})
