/** Runs tasks of one key one after another, so that read-then-write of a record loses nothing within this process. */
export type Serial = <T>(key: string, task: () => Promise<T>) => Promise<T>

export function createSerial(): Serial {
  const tails = new Map<string, Promise<unknown>>()
  return (key, task) => {
    const previous = tails.get(key) ?? Promise.resolve()
    const run = previous.then(task, task)
    tails.set(key, run)
    const forget = (): void => {
      if (tails.get(key) === run) tails.delete(key)
    }
    run.then(forget, forget)
    return run
  }
}
