import { copyText } from '../../../lib/page/input/copy-text.ts'
import { useT } from '../language.tsx'
import { useRoom } from '../room-context.tsx'

/** Copies text and says so; says what to do when the browser refuses. */
export function useCopy(): (text: string) => Promise<void> {
  const t = useT()
  const room = useRoom()
  return async (text) => {
    if (await copyText(window, text)) room.say(t('common.copied'), 'good')
    // The text stands in a field and can be copied by hand.
    else room.say(t('common.copyFailed'), 'bad')
  }
}
