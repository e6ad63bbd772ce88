/** What the browser says about its network; a hint that is verified, never believed. */
export interface Network {
  readonly isOnline: boolean
  /** The page is in sight. */
  readonly isWatched: boolean
  /** Called when the network comes or goes and when the page wakes up; returns the unsubscribe function. */
  onChange(listener: () => void): () => void
  /** Called when somebody turns to the page: a sign that waiting any longer would be felt. */
  onAttention(listener: () => void): () => void
}

/** For Node and for tests: always there. */
export const steadyNetwork: Network = {
  isOnline: true,
  isWatched: true,
  onChange: () => () => {},
  onAttention: () => () => {},
}

export function browserNetwork(view: Window): Network {
  const isWatched = (): boolean => view.document.visibilityState === 'visible'
  return {
    get isOnline() {
      return view.navigator.onLine
    },
    get isWatched() {
      return isWatched()
    },
    onChange(listener) {
      const ended = new AbortController()
      const options = { signal: ended.signal }
      for (const name of ['online', 'offline', 'pageshow']) view.addEventListener(name, listener, options)
      const onVisible = (): void => {
        if (isWatched()) listener()
      }
      view.document.addEventListener('visibilitychange', onVisible, options)
      return () => ended.abort()
    },
    onAttention(listener) {
      const ended = new AbortController()
      const options = { signal: ended.signal, capture: true, passive: true }
      for (const name of ['focus', 'pointermove', 'pointerdown', 'keydown'])
        view.addEventListener(name, listener, options)
      return () => ended.abort()
    },
  }
}
