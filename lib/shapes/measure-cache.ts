/** What depends on text widths is remembered per measurer, so that one call forgets it all when the fonts arrive. */
import type { TextMeasurer } from './kind.ts'

type Slots = Map<symbol, WeakMap<object, unknown>>
let slotsOf = new WeakMap<TextMeasurer, Slots>()

/** The remembered values of `owner` under this measurer. */
export function measured<K extends object, V>(measure: TextMeasurer, owner: symbol): WeakMap<K, V> {
  let slots = slotsOf.get(measure)
  if (!slots) {
    slots = new Map()
    slotsOf.set(measure, slots)
  }
  let slot = slots.get(owner)
  if (!slot) {
    slot = new WeakMap()
    slots.set(owner, slot)
  }
  return slot as WeakMap<K, V>
}

/** Call when widths have changed: fonts were loaded. Without a measurer, forgets for all. */
export function forgetMeasured(measure?: TextMeasurer): void {
  if (measure) slotsOf.delete(measure)
  else slotsOf = new WeakMap()
}
