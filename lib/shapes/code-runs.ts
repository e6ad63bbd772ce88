/** The fixed font joins signs such as `->` into one; code shows what was typed, so such signs are written one by one. */
const JOINED = /[!-/:-@[-`{-~]{2,}/

const isSign = (letter: string): boolean => /^[!-/:-@[-`{-~]$/.test(letter)

/** The parts of a text between which nothing may be joined; null when it has no signs side by side. */
export function codeRuns(text: string): readonly string[] | null {
  if (!JOINED.test(text)) return null
  const runs: string[] = []
  let run = ''
  for (const letter of text) {
    if (run !== '' && isSign(letter) && isSign(run.slice(-1))) {
      runs.push(run)
      run = ''
    }
    run += letter
  }
  return [...runs, run]
}
