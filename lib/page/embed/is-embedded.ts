/** A board in a frame of another page says so in its address: `?embed=1`. */
export const isEmbedded = (at: Pick<Location, 'search'>): boolean => new URLSearchParams(at.search).get('embed') === '1'
