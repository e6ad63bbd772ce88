/** What an import says to the one who brought the file: how much is there, and what is not, by its reason. */
import type { MessageKey, Translate } from '../../i18n/translate.ts'
import { isPartLoss, type SkippedItem } from '../../interchange/import-result.ts'

const WORDS: Readonly<Record<string, MessageKey>> = {
  'unknown-type': 'import.reason.unknown',
  'no-image': 'import.reason.image',
  'image-refused': 'import.reason.image',
  'too-many': 'import.reason.many',
  'no-time': 'import.reason.time',
  'kept-as-picture': 'import.reason.picture',
  empty: 'import.reason.empty',
  'no-points': 'import.reason.empty',
}
const wordOf = (reason: string): MessageKey =>
  Object.hasOwn(WORDS, reason) ? WORDS[reason] : isPartLoss(reason) ? 'import.reason.cut' : 'import.reason.broken'

export function reportOf(added: number, skipped: readonly SkippedItem[], t: Translate): string {
  const counts = new Map<MessageKey, number>()
  for (const { reason, count } of skipped) {
    const word = wordOf(reason)
    counts.set(word, (counts.get(word) ?? 0) + count)
  }
  if (counts.size === 0) return t('import.added', { count: added })
  const left = [...counts].map(([word, count]) => `${t(word)}: ${count}`).join(', ')
  return t('import.skipped', { count: added, skipped: left })
}
