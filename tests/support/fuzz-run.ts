/** How long a fuzz goes on: a few rounds in `npm test`, minutes in `npm run fuzz`, each round with a seed of its own. */
const MS_PER_MINUTE = 60_000
const minutes = Number(process.env.INKROOM_FUZZ_MINUTES ?? 0)
export const FIRST_SEED = Number(process.env.INKROOM_FUZZ_SEED ?? 1)

/** Vitest ends a test that takes longer. */
export const FUZZ_TIMEOUT_MS = 120_000 + 2 * minutes * MS_PER_MINUTE

/** The seeds of this run: `rounds` of them, or as many as there is time for when `sharers` divide it. */
export function* seeds(rounds: number, sharers = 1): Generator<number> {
  const until = performance.now() + (minutes * MS_PER_MINUTE) / sharers
  for (let nth = 0; minutes > 0 ? performance.now() < until : nth < rounds; nth++) yield FIRST_SEED + nth
}

/** A throw names the round that made it. */
export async function inRound(seed: number, run: () => unknown): Promise<void> {
  try {
    await run()
  } catch (cause) {
    throw new Error(`seed ${seed}: ${cause instanceof Error ? cause.message : cause}`, { cause })
  }
}
