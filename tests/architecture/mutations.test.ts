import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { findMisplaced } from '../../scripts/mutations/mutations.mjs'
import { projectRoot } from './source-files.ts'

test('AR14 each guard of the mutation table stands where the table says, and its test exists', () => {
  expect(findMisplaced((file) => readFileSync(join(projectRoot, file), 'utf8'))).toEqual([])
})
