/** Foreign values whose members are looked at one by one. */

/** The value as something with members; nothing at all where it has none. */
export const asRecord = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {}
