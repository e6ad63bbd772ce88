/** Whose pages may show a board in a frame, as the server tells the page process and the page itself. */

/** Origins beside our own. */
export type FrameAncestors = readonly string[] | '*'

/** No caller can write it: the front door removes what it is sent. */
export const FRAME_ANCESTORS_HEADER = 'x-inkroom-frame-ancestors'

export const writeFrameAncestors = (ancestors: FrameAncestors): string =>
  ancestors === '*' ? '*' : ancestors.join(' ')

export const readFrameAncestors = (header: string | null): FrameAncestors =>
  header === '*' ? '*' : (header ?? '').split(' ').filter((origin) => origin !== '')
