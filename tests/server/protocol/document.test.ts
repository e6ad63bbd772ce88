/** PROTOCOL.md against the code: every number and every word on the wire that one of them knows, the other knows too. */
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { closeCodes } from '../../../lib/protocol/close.ts'
import { exportFormats, importFormats, problems } from '../../../lib/protocol/http.ts'
import { messageLimits } from '../../../lib/protocol/limits.ts'
import { messageTypes, motionTypes, SUBPROTOCOL } from '../../../lib/protocol/messages.ts'
import { updateLimits } from '../../../lib/updates/limits.ts'
import { ABSENT_DEPTH } from '../../../lib/updates/nesting.ts'
import { readConfig } from '../../../server/config.ts'
import { roomLimits } from '../../../server/room/limits.ts'
import { socketLimits } from '../../../server/socket/limits.ts'

const text = readFileSync(new URL('../../../docs/PROTOCOL.md', import.meta.url), 'utf8')
const tableRows = (first: RegExp): string[] => text.split('\n').filter((line) => first.test(line))
const MIB = 1024 * 1024

test('PR2 the document lists the messages of the wire, and no others', () => {
  const listed = tableRows(/^\| \d{1,3} \| [a-z]/).map((row) => Number(row.split('|')[1]))
  expect(listed).toEqual([...Object.values(messageTypes), ...Object.values(motionTypes).sort((a, b) => a - b)])
  expect(text).toContain(`\`${SUBPROTOCOL}\``)
})

test('PR6 the document lists the close codes, and no others', () => {
  const listed = tableRows(/^\| \d{4}/).flatMap((row) => row.split('|')[1].split(',').map(Number))
  // 1000 is said by clients only.
  expect(listed.filter((code) => code !== 1000).sort()).toEqual(Object.values(closeCodes).sort())
})

test('PR6 the document lists the codes of problems under their status, and no others', () => {
  const rows = tableRows(/^\| [45]\d\d \| `/)
  const listed = rows.flatMap((row) => {
    const [, status, codes] = row.split('|')
    return [...codes.matchAll(/`([a-z-]+)`/g)].map(([, code]) => [code, Number(status)])
  })
  expect(Object.fromEntries(listed)).toEqual(problems)
})

test('PR10 the limits that the document gives are those of the code', () => {
  const row = (what: string): string =>
    tableRows(/^\|/).find((line) => line.startsWith(`| ${what}`)) ?? `no row: ${what}`
  const { limits } = readConfig({})
  const thousands = (count: number): string => count.toLocaleString('en')
  const wanted: readonly [string, string][] = [
    ['a message', `(${limits.messageBytes / MIB} MiB)`],
    ['messages a second', `(${limits.messagesPerSecond})`],
    ['bytes a second', `${socketLimits.maxBytesPerSecond / MIB} MiB`],
    ['a state vector', `${messageLimits.maxStateVectorBytes / MIB} MiB`],
    ['entries of one awareness', `${messageLimits.maxPresenceEntries}`],
    ['the state of an entry', `${messageLimits.maxPresenceEntryBytes / 1024} KiB`],
    ['states of one awareness', `${messageLimits.maxPresenceBytes / MIB} MiB`],
    ['states that a connection', `${roomLimits.maxPresenceBytesPerPeer / 1024} KiB`],
    ['states of a room', `${roomLimits.maxPresenceBytesPerRoom / MIB} MiB`],
    ['states of a room', `${roomLimits.maxPresenceBytesPerServer / MIB} MiB`],
    ['authors of a board', thousands(roomLimits.maxAuthors)],
    ['client ids', `${roomLimits.maxPresenceIdsPerPeer}`],
    ['client ids of a room', `${roomLimits.maxMorePresenceIdsPerRoom}`],
    ['presence of an address', `${socketLimits.maxPresenceBytesPerSecond / MIB} MiB`],
    ['authors in an update', thousands(updateLimits.maxClients)],
    ['deleted ranges', thousands(updateLimits.maxDeleteRanges)],
    ['plain values', `${updateLimits.maxValueDepth}`],
    ['shared types', `${updateLimits.maxTypeDepth}`],
    ['shared types', `${ABSENT_DEPTH} when a parent is not there`],
    ['a board', `(${limits.roomBytes / MIB} MiB)`],
    ['peers of a room', `(${limits.peersPerRoom})`],
    ['sockets and streams', `(${limits.connectionsPerAddress})`],
    ['bytes that wait', `${socketLimits.presencePauseBytes / 1024} KiB`],
    ['time without reading', `${socketLimits.maxStallMs / 1000} s`],
    ['time from the upgrade', `${socketLimits.joinWithinMs / 1000} s`],
  ]
  for (const [what, value] of wanted) expect(row(what)).toContain(value)
})

test('the document lists the formats of import and export', () => {
  for (const [route, formats] of [
    ['import', importFormats],
    ['export', exportFormats],
  ] as const) {
    const row = tableRows(/^\|/).find((line) => line.includes(`/${route}/:format`)) ?? ''
    expect([...row.matchAll(/`(\w+)`/g)].map(([, format]) => format)).toEqual(expect.arrayContaining([...formats]))
  }
})
