/** Which bus a URL means. To add one: a file beside this one, and a line in the table. */
import type { Bus } from './bus.ts'
import { createLocalBus } from './local.ts'

const buses: Readonly<Record<string, (url: string) => Promise<Bus>>> = {
  'local:': async () => createLocalBus(),
}

export const busSchemes = Object.keys(buses)

/** Opens the bus that `url` names. Rejects with a sentence that says what is allowed. */
export async function createBus(url: string): Promise<Bus> {
  const open = buses[url.slice(0, url.indexOf(':') + 1)]
  if (!open) throw new Error(`BUS_URL must begin with one of ${busSchemes.join(' ')}`)
  return open(url)
}
