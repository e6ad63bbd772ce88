/** Text and numbers as XML: nothing that a user writes can become markup. */
import { escapeXml } from '../base/escape-xml.ts'

export const unescapeXml = (text: string): string =>
  text.replace(/&(amp|lt|gt|quot|#39);/g, (whole, name: string) => UNESCAPED[name] ?? whole)
const UNESCAPED: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" }

/** Hundredths of a pixel are enough; anything that is not finite is 0. */
export const number = (value: number): string => {
  const rounded = Math.round(value * 100) / 100
  return Number.isFinite(rounded) ? String(rounded === 0 ? 0 : rounded) : '0'
}

/** Attributes; undefined ones are left out. */
export function attributes(values: Readonly<Record<string, string | number | undefined>>): string {
  let text = ''
  for (const [name, value] of Object.entries(values)) {
    if (value === undefined) continue
    text += ` ${name}="${typeof value === 'number' ? number(value) : escapeXml(value)}"`
  }
  return text
}

const SAFE_LINK = /^(https?:\/\/|mailto:)/i
/** The address when it may be followed from an exported file; undefined for `javascript:` and its like. */
export const safeLink = (link: string | undefined): string | undefined => {
  const trimmed = link?.trim() ?? ''
  return SAFE_LINK.test(trimmed) ? trimmed : undefined
}

const SAFE_IMAGE = /^data:image\/(png|jpeg|gif|webp|avif|svg\+xml|bmp|x-icon)[;,]/i
export const safeImage = (url: string | undefined): string | undefined =>
  url !== undefined && SAFE_IMAGE.test(url) ? url : undefined
