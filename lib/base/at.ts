/**
 * What lies at a place that is known to be there; a place outside is a broken invariant, not a number gone wrong later.
 * One function for each way in which engines keep lists: a single one would meet all of them and be slow for each, by a
 * half where ink is drawn.
 */
export function at<T extends object | string>(list: readonly T[], place: number): T {
  return list[place] ?? outside(list, place)
}

export function numberAt(list: readonly number[] | Float64Array, place: number): number {
  return list[place] ?? outside(list, place)
}

export function byteAt(list: Uint8Array, place: number): number {
  return list[place] ?? outside(list, place)
}

function outside({ length }: { readonly length: number }, place: number): never {
  throw new Error(`invariant broken: nothing lies at ${place} of ${length}`)
}
