/** `@Name` in the words of a comment: what may follow an `@`, and whom the words name. */

const MAX_OFFERED = 5
const BEGUN = /(^|\s)@([^\s@]*)$/u

/** The names that may follow an `@` at the end of what is typed; none while no mention has begun. */
export function namesFor(typed: string, names: readonly string[]): readonly string[] {
  const begun = BEGUN.exec(typed)?.[2]
  if (begun === undefined) return []
  const wanted = begun.toLocaleLowerCase()
  return names.filter((name) => name.toLocaleLowerCase().startsWith(wanted)).slice(0, MAX_OFFERED)
}

export const withName = (typed: string, name: string): string =>
  typed.replace(BEGUN, (_begun, before: string) => `${before}@${name} `)

export const mentions = (words: string, name: string): boolean => name !== '' && words.includes(`@${name}`)
