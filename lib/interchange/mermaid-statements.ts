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
  return lines
    .filter((line) => !line.trim().startsWith('%%') && line.trim() !== '```')
    .flatMap(splitStatements)
    .map((statement) => statement.trim())
    .filter((statement) => statement !== '')
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
