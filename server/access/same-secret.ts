/** The one place where secrets are compared. */
import { createHash, timingSafeEqual } from 'node:crypto'

const digest = (text: string): Buffer => createHash('sha256').update(text).digest()

/** Takes the same time whatever was sent, however long: only hashes are compared. */
export const isSameSecret = (given: string, kept: string): boolean => timingSafeEqual(digest(given), digest(kept))
