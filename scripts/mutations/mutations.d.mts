/** `read` gives a file of the project by its path. */
export function findMisplaced(read: (file: string) => string): readonly string[]
