/** What the browser says about its network; a hint that is verified, never believed. */
export interface Network {
  readonly isOnline: boolean
  /** Called when the network comes or goes and when the page wakes up; returns the unsubscribe function. */
  onChange(listener: () => void): () => void
}

/** For Node and for tests: always there. */
export const steadyNetwork: Network = { isOnline: true, onChange: () => () => {} }

export function browserNetwork(view: Window): Network {
  return {
    get isOnline() {
      return view.navigator.onLine
    },
    onChange(listener) {
      const ended = new AbortController()
      const options = { signal: ended.signal }
      for (const name of ['online', 'offline', 'pageshow']) view.addEventListener(name, listener, options)
      const onVisible = (): void => {
        if (view.document.visibilityState === 'visible') listener()
      }
      view.document.addEventListener('visibilitychange', onVisible, options)
      return () => ended.abort()
    },
  }
}
