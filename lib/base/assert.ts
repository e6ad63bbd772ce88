/** Broken invariants are bugs: they throw, and only a boundary catches them. */
export function assert(claim: unknown, message: string): asserts claim {
  if (!claim) throw new Error(`invariant broken: ${message}`)
}

/** Closes a union: the compiler complains here when a member has no case. */
export function assertNever(value: never): never {
  throw new Error(`unexpected member: ${JSON.stringify(value)}`)
}
