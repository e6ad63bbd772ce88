import { Fragment } from 'react'

const ADDRESS = /(https?:\/\/[^\s<>"']*[^\s<>"'.,;:!?)\]])/gi

export type WordPart = { readonly text: string; readonly isAddress: boolean }

/** Splits words at the web addresses in them. */
export const wordParts = (words: string): readonly WordPart[] =>
  words
    .split(ADDRESS)
    .map((text, nth) => ({ text, isAddress: nth % 2 === 1 }))
    .filter(({ text }) => text !== '')

/** Words of others with their web addresses as links; a link of another kind could run code here. */
export function LinkedWords({ words }: { readonly words: string }) {
  return wordParts(words).map(({ text, isAddress }, nth) => {
    const key = `${nth}.${text}`
    return isAddress ? (
      <a key={key} href={text} target="_blank" rel="noopener noreferrer">
        {text}
      </a>
    ) : (
      <Fragment key={key}>{text}</Fragment>
    )
  })
}
