import { defineConfig } from 'vitest/config'

/** The product in every browser engine that the machine has: `npm run test:engines` (needs a build). */
export default defineConfig({
  test: {
    include: ['tests/engines/**/*.engine.ts'],
    testTimeout: 120_000,
    hookTimeout: 120_000,
    // A browser each; more of them at once would only wait for one another.
    maxWorkers: 1,
    retry: process.env.CI ? 1 : 0,
  },
})
