/**
 * Property tests run with one seed, so that a change is judged by what it changed. `PROPERTY_SEED=random npm run test:unit`
 * looks for new counterexamples; a failure prints its seed, which becomes a named case.
 */
import fc from 'fast-check'

const FIXED_SEED = 20_261_121
const chosen = process.env.PROPERTY_SEED
if (chosen !== 'random') fc.configureGlobal({ ...fc.readConfigureGlobal(), seed: Number(chosen ?? FIXED_SEED) })
