/**
 * Guards and how to take each out: `source` stands exactly once in `file`; with `without` in its place the guard is gone,
 * and of `tests` those with `title` turn red. `isShort`: tried by `npm test` too.
 */
import { accessMutations } from './access.mjs'
import { limitMutations } from './limits.mjs'
import { pageMutations } from './pages.mjs'
import { storageMutations } from './storage.mjs'
import { updateMutations } from './updates.mjs'
import { workerMutations } from './workers.mjs'

export const mutations = [
  ...accessMutations,
  ...limitMutations,
  ...pageMutations,
  ...storageMutations,
  ...updateMutations,
  ...workerMutations,
]

/** What is wrong with the table: a guard that has moved, tests that are no more. `read` gives a file of the project. */
export function findMisplaced(read) {
  const problems = []
  const names = new Set()
  for (const { guard, file, source, without, tests, title } of mutations) {
    if (names.has(guard)) problems.push(`${guard}: named twice`)
    names.add(guard)
    const count = read(file).split(source).length - 1
    if (count !== 1) problems.push(`${guard}: its text is ${count} times in ${file}, not once`)
    if (source === without) problems.push(`${guard}: nothing is taken out`)
    if (!tests.some((test) => read(test).includes(title))) problems.push(`${guard}: no test has the title "${title}"`)
  }
  return problems
}
