/** A nominal type: `Brand<string, 'RoomId'>` is a string that only its one maker hands out. */
declare const brand: unique symbol
export type Brand<T, Name extends string> = T & { readonly [brand]: Name }
