/** Makes text that others may have chosen fit for a log: bounded, and without what a terminal or an editor would act on. */

/** A stack, with something to spare. */
export const MAX_LOGGED_LENGTH = 4000

/** Controls but tab and line feed, direction marks and other unseen signs, line separators, halves of pairs. */
const ACTIVE = /(?![\t\n])[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu

const escapeOne = (found: string): string => `\\u${(found.codePointAt(0) ?? 0).toString(16).padStart(4, '0')}`

export function plainText(text: string, maxLength = MAX_LOGGED_LENGTH): string {
  const isLong = text.length > maxLength
  const plain = (isLong ? text.slice(0, maxLength) : text).replace(ACTIVE, escapeOne)
  return isLong ? `${plain}... (${text.length} characters)` : plain
}
