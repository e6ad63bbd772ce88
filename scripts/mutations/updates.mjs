/** What an update may hold. */
const bombs = {
  tests: ['tests/server/room/bombs.test.ts'],
  title: 'PR10 %s: refused with 4400 and not stored, and nobody waits for it',
}
const counts = {
  tests: ['tests/lib/updates/limits.test.ts'],
  title: 'PR10 an update names so many authors, and deletes of so many, as the limit says and no more',
}
const header = { file: 'lib/updates/header.ts' }
const structs = { file: 'lib/updates/struct-reader.ts' }
const content = { file: 'lib/updates/content.ts' }
const limits = { tests: ['tests/lib/updates/updates.test.ts'], title: 'PR10 bombs are refused' }

export const updateMutations = [
  {
    guard: 'authors of an update',
    ...structs,
    ...counts,
    source: "    if (count > this.#limits.maxClients) throw new Malformed('names too many authors')\n",
    without: '',
  },
  {
    guard: 'authors of the deletions of an update',
    ...header,
    ...counts,
    source: "  if (count > limits.maxClients) throw new Malformed('deletes from too many authors')\n",
    without: '',
  },
  {
    guard: 'deleted ranges of an update',
    ...header,
    ...bombs,
    source: "    if (total > limits.maxDeleteRanges) throw new Malformed('deletes too many ranges')\n",
    without: '',
  },
  {
    guard: 'deletions of what cannot be',
    ...header,
    ...bombs,
    source: 'if (end > MAX_CLOCK || end <= start) throw',
    without: 'if (end <= start) throw',
  },
  {
    guard: 'descending authors',
    ...structs,
    tests: limits.tests,
    source: "      if (block.client >= previous) throw new Malformed('names its authors out of order')\n",
    without: '',
    title: 'PR3 authors that do not descend are refused, since the merge relies on it',
    isShort: true,
  },
  {
    guard: 'references to the future',
    ...structs,
    ...limits,
    source: 'if (otherClient === client ? otherClock >= clock : otherClock > MAX_CLOCK)',
    without: 'if (otherClock < 0)',
  },
  {
    guard: 'depth of values',
    file: 'lib/updates/value-scan.ts',
    ...bombs,
    source: "if (this.#open.length > this.#maxDepth) throw new Malformed('nested too deeply')",
    without: 'void this.#maxDepth',
  },
  {
    guard: 'depth of JSON in embeds',
    ...content,
    tests: limits.tests,
    source: "    if (nestingOf(text) > this.#limits.maxValueDepth) throw new Malformed('nested too deeply')\n",
    without: '',
    title: 'PR10 JSON of embeds and formats nests as deep as values and no deeper, short or long',
  },
  {
    guard: 'depth of long JSON',
    file: 'lib/updates/json-scan.ts',
    tests: ['tests/lib/updates/json-scan.test.ts'],
    source: "      if (this.#open.length > this.#maxDepth) throw new Malformed('nested too deeply')\n",
    without: '',
    title: 'PR10 nests as deep as it may and no deeper',
  },
  {
    guard: 'options of documents within documents',
    ...content,
    tests: ['tests/server/room/poison.test.ts'],
    source: "if (isSwitch || name === 'meta') return",
    without: 'if (isSwitch || name !== undefined) return',
    title: 'PR3 with %s is refused',
  },
  {
    guard: 'depth of types',
    file: 'lib/updates/nesting.ts',
    tests: ['tests/lib/updates/nesting.test.ts'],
    source: 'depth <= this.#maxDepth &&',
    without: '',
    title: 'PR10 is refused at the limit when it grows update by update',
  },
  {
    guard: 'authors of a room',
    file: 'server/room/intake.ts',
    tests: bombs.tests,
    source: 'if (authors > maxAuthors && ',
    without: 'if (authors < 0 && ',
    title: 'RM7 a room has so many authors',
  },
]
