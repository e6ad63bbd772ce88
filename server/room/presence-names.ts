/** The names that presence entries carry: the one place where the server reads what people show of themselves (0010). */
import { asRecord } from '../../lib/base/record.ts'
import { MAX_NAME_LENGTH } from '../../lib/protocol/http.ts'
import type { PresenceEntry } from '../../lib/protocol/presence-entries.ts'

/** Entries that are read at once; a fuller room is told in part. */
const MAX_READ = 200
/** A stroke in the making is long; a name is in every entry, also in the short one that follows. */
const MAX_STATE_BYTES = 4 * 1024

function fieldsOf({ state }: PresenceEntry): Readonly<Record<string, unknown>> {
  if (!state || state.length > MAX_STATE_BYTES) return {}
  try {
    return asRecord(JSON.parse(new TextDecoder().decode(state)))
  } catch {
    // Presence is checked for its shape on arrival; what is no name after all is nobody's.
    return {}
  }
}

function nameIn(entry: PresenceEntry): string {
  const { name, user } = fieldsOf(entry)
  // Other programs name their user as y-quill and friends do.
  const found = name ?? asRecord(user).name
  return typeof found === 'string' ? found.trim().slice(0, MAX_NAME_LENGTH) : ''
}

/** What its browser calls itself, in all tabs and visits; '' when it does not say. */
export function userIdIn(entry: PresenceEntry): string {
  const { userId } = fieldsOf(entry)
  return typeof userId === 'string' ? userId : ''
}

/** Who the entries say is here, each name once. What people call themselves is a claim, like the name in a chat. */
export const namesIn = (entries: readonly PresenceEntry[]): readonly string[] => [
  ...new Set(
    entries
      .slice(0, MAX_READ)
      .map(nameIn)
      .filter((name) => name !== ''),
  ),
]
