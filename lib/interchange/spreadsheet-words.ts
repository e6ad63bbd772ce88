/** Words as they may stand in a cell of a spreadsheet. */

/** What a spreadsheet would take for a formula, also in the wide letters of East Asia and behind blanks. */
const FORMULA = /^\s*[=+\-@\uff1d\uff0b\uff0d\uff20]|^[\t\r]/

/** Words that no spreadsheet reckons with: those that begin like a formula get an apostrophe before them. */
export const withoutFormula = (words: string): string => (FORMULA.test(words) ? `'${words}` : words)

/** Between quotes, as RFC 4180 has it, where something `special` is in it. */
export const quoted = (words: string, special: RegExp): string =>
  special.test(words) ? `"${words.replaceAll('"', '""')}"` : words
