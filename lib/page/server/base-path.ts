/** The path below which the server is reached, as BASE_PATH had it when the pages were built: `/whiteboard`, or nothing. */
export const basePath: string = process.env.NEXT_PUBLIC_BASE_PATH ?? ''
