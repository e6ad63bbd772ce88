/** The watch of a worker process, over a process that takes memory where V8 does not see it. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { transformSync } from 'esbuild'
import { expect, it } from 'vitest'
import { temporaryFolder } from '../support/server/server-process.ts'

const MIB = 1024 * 1024

/** Takes `mebibytes` outside of the heap and then is busy for so long, unless it is ended before. */
async function endOf(mebibytes: number, busyMs: number): Promise<readonly unknown[]> {
  const folder = temporaryFolder()
  // Built as it is for the product: a loader of sources would wait for the very thread that is busy.
  const { code } = transformSync(readFileSync('worker/watch.ts', 'utf8'), { loader: 'ts', format: 'esm' })
  writeFileSync(join(folder, 'watch.mjs'), code)
  const script = join(folder, 'busy.mjs')
  writeFileSync(
    script,
    `import { watchOver } from './watch.mjs'
    watchOver(process.memoryUsage.rss() + ${256 * MIB})
    const held = []
    for (let nth = 0; nth < ${mebibytes}; nth++) held.push(Buffer.alloc(${MIB}, 1))
    const until = performance.now() + ${busyMs}
    while (performance.now() < until) {}
    process.exit(held.length === ${mebibytes} ? 7 : 8)`,
  )
  return once(spawn(process.execPath, [script], { stdio: 'ignore' }), 'exit')
}

it('PR10 a worker whose native parts take too much memory is ended, also while it is busy', async () => {
  expect(await endOf(16, 2000)).toEqual([7, null])
  expect(await endOf(512, 30_000)).toEqual([null, 'SIGKILL'])
}, 60_000)
