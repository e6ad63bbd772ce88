'use client'
/** The dots on the shapes. While results are hidden everyone sees only their own. */
import { countVotes, type Voting } from '../../../lib/document/workshop.ts'
import { toScreen, visibleBox } from '../../../lib/editor/camera/camera.ts'
import { boxesTouch } from '../../../lib/geometry/box.ts'
import { useLanguage } from '../language.tsx'
import { shapeName } from '../overlays/announcer.tsx'
import { useRoom } from '../room-context.tsx'
import { useBoard } from '../use-board.ts'
import { useSignal } from '../use-signal.ts'
import { useWorkshop } from './use-workshop.ts'
import styles from './workshop.module.css'

const MAX_BADGES = 300

export function VoteDots() {
  const { voting } = useWorkshop()
  return voting ? <Dots voting={voting} /> : null
}

function Dots({ voting }: { readonly voting: Voting }) {
  const { t } = useLanguage()
  const { editor, workshop, me } = useRoom()
  const state = useWorkshop()
  const { userId } = useSignal(me)
  const camera = useSignal(editor.camera)
  const viewport = useSignal(editor.viewport)
  const isViewer = useSignal(editor.isViewer)
  useSignal(editor.preview)
  useBoard()
  const mine = state.ballots.get(userId)
  const counts = voting.isHidden ? (mine ?? new Map()) : countVotes(state)
  const seen = visibleBox(camera, viewport)
  const most = Math.max(0, ...counts.values())
  const badges = [...counts]
    .flatMap(([id, count]) => {
      const shape = editor.view.get(id)
      const bounds = shape && editor.view.bounds(shape)
      return shape && bounds && boxesTouch(bounds, seen) ? [{ shape, bounds, count }] : []
    })
    .slice(0, MAX_BADGES)
  return (
    <>
      {badges.map(({ shape, bounds, count }) => {
        const { x, y } = toScreen(camera, { x: bounds.x + bounds.w, y: bounds.y })
        const name = shapeName(shape, t)
        const isMine = (mine?.get(shape.id) ?? 0) > 0
        const isLeading = !voting.isOpen && count === most
        return (
          <button
            key={shape.id}
            type="button"
            className={styles.badge}
            style={{ left: x, top: y }}
            data-mine={isMine || undefined}
            data-leading={isLeading || undefined}
            data-votes={count}
            aria-label={
              isMine && voting.isOpen ? t('workshop.takeBack', { name }) : t('workshop.votesFor', { count, name })
            }
            disabled={isViewer || !isMine || !voting.isOpen}
            onClick={() => workshop.vote(userId, shape.id, -1)}
          >
            {count}
          </button>
        )
      })}
    </>
  )
}
