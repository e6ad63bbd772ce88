/** What every adapter is opened with. */
import type { Clock } from '../../lib/base/clock.ts'
import type { RandomBytes } from '../../lib/base/ids.ts'

export interface BusOptions {
  readonly url: string
  /** Whom to trust besides the system's authorities, as PEM. */
  readonly ca: string | null
  readonly clock: Clock
  readonly random: RandomBytes
  /** Silent for two of these means gone, as with peers. */
  readonly heartbeatMs: number
  readonly onChange?: (isUp: boolean) => void
  readonly onOtherVersion?: (versions: { readonly ours: number; readonly theirs: number }) => void
}
