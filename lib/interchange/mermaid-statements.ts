/** The text of a Mermaid diagram as statements. */

/** The statements of a chart: one a line or between semicolons, without comments, front matter and directives. */
export function statementsOf(text: string): readonly string[] {
  let lines = text
    .replace(/^\ufeff/, '')
    .replace(/\r\n?/g, '\n')
    .split('\n')
  const first = lines.findIndex((line) => line.trim() !== '')
  if (lines[first]?.trim() === '```mermaid') lines = lines.slice(first + 1)
  else if (lines[first]?.trim() === '---') {
    const end = lines.indexOf('---', first + 1)
    if (end > 0) lines = lines.slice(end + 1)
  }
  return wholeLines(lines.filter((line) => !line.trim().startsWith('%%') && line.trim() !== '```'))
    .flatMap(splitStatements)
    .map((statement) => statement.trim())
    .filter((statement) => statement !== '')
}

/** So many lines may be in one pair of quotes. */
const MAX_JOINED = 100

/** Quotes, and the braces of `@{`, may go on over the end of a line. */
function wholeLines(lines: readonly string[]): readonly string[] {
  const whole: string[] = []
  for (let at = 0; at < lines.length; at++) {
    let [line, end] = [lines[at], at]
    while (isOpen(line) && end + 1 < lines.length && end - at < MAX_JOINED) line = `${line}\n${lines[++end]}`
    // What is never closed is read as it stands.
    const isJoined = end > at && !isOpen(line)
    whole.push(isJoined ? line : lines[at])
    if (isJoined) at = end
  }
  return whole
}

function isOpen(line: string): boolean {
  if (line.split('"').length % 2 === 0) return true
  const braces = line.lastIndexOf('@{')
  return braces >= 0 && line.indexOf('}', braces) < 0
}

/** Semicolons end statements, but not inside quotes and brackets. */
function splitStatements(line: string): readonly string[] {
  if (!line.includes(';')) return [line]
  const parts: string[] = []
  let depth = 0
  let isQuoted = false
  let from = 0
  for (let at = 0; at < line.length; at++) {
    const sign = line[at]
    if (sign === '"') isQuoted = !isQuoted
    else if (!isQuoted && '[({'.includes(sign)) depth++
    else if (!isQuoted && '])}'.includes(sign)) depth = Math.max(0, depth - 1)
    else if (sign === ';' && !isQuoted && depth === 0) {
      parts.push(line.slice(from, at))
      from = at + 1
    }
  }
  return [...parts, line.slice(from)]
}
