/** The sizes on offer. */
export const strokeWidths = [1, 2, 4, 8] as const
export const markerWidths = [8, 16, 24, 32] as const
export const fontSizes = [16, 20, 28, 36] as const
export const fontSizeNames = ['S', 'M', 'L', 'XL'] as const
