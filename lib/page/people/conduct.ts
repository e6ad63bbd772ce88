/** What a facilitator does with the room. The server decides whether it may be done. */
import { watch } from '../../base/signal.ts'
import type { Translate } from '../../i18n/translate.ts'
import type { Floor } from '../../protocol/grant.ts'
import type { PeerOrder } from '../../protocol/http.ts'
import type { Session } from '../../session/session.ts'
import { saveBlob } from '../files/save-blob.ts'
import type { ApiResult, RoomApi } from '../server/room-api.ts'
import type { Say } from '../toast.ts'
import { createAttendance } from './attendance.ts'
import type { Person } from './roster.ts'

export interface Conduct {
  hold(floor: Floor): Promise<void>
  /** Everyone's view follows mine, or no longer. */
  lead(isLed: boolean): Promise<void>
  order(person: Person, order: PeerOrder): Promise<void>
  /** Who was here since this page was opened, as a table. */
  saveAttendance(): void
  close(): void
}

export interface ConductOptions {
  readonly session: Pick<Session, 'people' | 'awareness'>
  readonly api: Pick<RoomApi, 'conduct' | 'order'>
  readonly say: Say
  readonly t: Translate
  readonly date: () => number
}

export function createConduct({ session, api, say, t, date }: ConductOptions): Conduct {
  const attendance = createAttendance()
  const note = (): void => attendance.note(session.people.value, date())
  note()
  const stop = watch(session.people, note)
  const tell = async (asked: ApiResult<unknown>): Promise<void> => {
    const answer = await asked
    if (!answer.ok) say(t('people.failed', { code: answer.error.code }), 'bad')
  }
  return {
    hold: (floor) => tell(api.conduct({ floor })),
    lead: (isLed) => tell(api.conduct({ lead: isLed ? session.awareness.clientID : null })),
    async order({ clientIds, name }, order) {
      for (const clientId of clientIds) await tell(api.order(clientId, order, name))
    },
    saveAttendance() {
      note()
      const words = { name: t('people.yourName'), from: t('people.from'), until: t('people.until') }
      saveBlob(new Blob(['\ufeff', attendance.toCsv(words)], { type: 'text/csv' }), `${t('people.attendance')}.csv`)
    },
    close: stop,
  }
}
