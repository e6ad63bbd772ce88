import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    setupFiles: ['tests/support/fixed-seed.ts'],
    include: ['tests/**/*.test.ts'],
    exclude: ['tests/e2e/**', 'node_modules/**'],
    testTimeout: 20_000,
    hookTimeout: 30_000,
    // Reading the modules anew for each of some 350 files takes longer than the tests. A file leaves nothing behind in them:
    // what is global is undone after each test.
    isolate: false,
    // A fresh machine has two cores, and some suites start processes of their own.
    maxWorkers: 2,
  },
})
