/** Why the server did not make a file: words for whoever asked for it. */
import type { MessageKey } from '../../i18n/translate.ts'

/** Statuses of what is right later: too much asked for, too many asking. */
const LATER: ReadonlySet<number> = new Set([429, 503])

export class ExportRefusal extends Error {
  readonly status: number
  constructor(status: number) {
    super(`the server refused the export: ${status}`)
    this.status = status
  }
}

/** What to tell of a failed export; of anything but a refusal, that it failed. */
export const exportFailureKey = (cause: unknown): MessageKey =>
  cause instanceof ExportRefusal && LATER.has(cause.status) ? 'export.later' : 'export.failed'
