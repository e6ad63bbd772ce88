/** What a picture is compared by besides its ink. */
export interface Drawn {
  readonly type: string
  /** Of the shape before its turn; null where programs measure differently by nature. */
  readonly size: { readonly w: number; readonly h: number } | null
  /** Of arrows, on the board. */
  readonly ends?: readonly { readonly x: number; readonly y: number }[]
}
