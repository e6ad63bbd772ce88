/** Where the pages come from; asked at each request, since the page process comes and goes. */
export type PageState =
  | { readonly name: 'off' }
  | { readonly name: 'away' }
  | { readonly name: 'at'; readonly url: string }

export interface PageSource {
  readonly state: PageState
}

export const noPages: PageSource = { state: { name: 'off' } }
export const pagesAt = (url: string): PageSource => ({ state: { name: 'at', url } })
