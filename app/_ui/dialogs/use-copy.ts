import { useT } from '../language.tsx'
import { useRoom } from '../room-context.tsx'

/** Copies text and says so; says what to do when the browser refuses (plain http, no permission). */
export function useCopy(): (text: string) => Promise<void> {
  const t = useT()
  const room = useRoom()
  return async (text) => {
    try {
      await navigator.clipboard.writeText(text)
      room.say(t('common.copied'), 'good')
    } catch {
      // Without a secure context there is no clipboard: the text stands in a field and can be copied by hand.
      room.say(t('common.copyFailed'), 'bad')
    }
  }
}
