/** Text from outside without what no screen shows and no printer takes: control characters and halves of letters. */

/** Controls but tab and newline, what Unicode calls no characters, and halves of surrogate pairs. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must go
const UNSEEN = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\ufffe\uffff]|\p{Surrogate}/gu
const LINE_ENDS = /\r\n?|[\u2028\u2029\u0085]/g

/** Other line ends become newlines; what cannot be seen goes. */
export const cleanText = (text: string): string => text.replace(LINE_ENDS, '\n').replace(UNSEEN, '')

/** A part of a line without what cannot be seen. */
export const visibleText = (line: string): string => line.replace(UNSEEN, '').replaceAll('\r', '')

/** What no file may be called on some system, and what turns letters around, so that `exe.gpj` reads as `jpg.exe`. */
const NO_FILE_NAME = /[\\/:*?"<>|\p{Cc}\p{Bidi_Control}]+/gu

/** A title as the name of a file, without its ending; empty when nothing is left. A file that begins with a dot hides. */
export const fileName = (title: string): string =>
  title
    .replace(NO_FILE_NAME, ' ')
    .replace(/^[. ]+/, '')
    .trim()

/** The first `max` UTF-16 units; a pair of two is not cut in halves. */
export function cutText(text: string, max: number): string {
  if (text.length <= max) return text
  const last = text.charCodeAt(max - 1)
  return text.slice(0, last >= 0xd800 && last <= 0xdbff ? max - 1 : max)
}
