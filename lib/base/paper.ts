/** Sizes of pages, in points (72 to an inch), upright; `wide` is the slide of a projector, which lies. */
export const paperSizes = {
  /** As large as what is on it. */
  fit: null,
  a4: { w: 595.28, h: 841.89 },
  a3: { w: 841.89, h: 1190.55 },
  letter: { w: 612, h: 792 },
  wide: { w: 540, h: 960 },
} as const
export type PaperSize = keyof typeof paperSizes
export const paperNames = Object.keys(paperSizes) as [PaperSize, ...PaperSize[]]

/** `auto`: each page as its content lies; slides lie. */
export const orientations = ['auto', 'portrait', 'landscape'] as const
export type Orientation = (typeof orientations)[number]

/** What one page holds: everything, or a frame. */
export const pageKinds = ['one', 'frames'] as const
export type PageKind = (typeof pageKinds)[number]
