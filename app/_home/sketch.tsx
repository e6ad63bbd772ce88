import styles from './home.module.css'

/** A little board in the making; decoration only. */
export function Sketch() {
  return (
    <svg className={styles.sketch} viewBox="0 0 400 320" fill="none" aria-hidden="true">
      <g className={styles.sketchInk}>
        <path d="M38 62c36-4 84-5 122-2 3 22 3 50 1 72-40 4-82 3-122 1-3-22-4-48-1-71Z" />
        <path d="M40 64c38-3 80-4 119-1 2 24 2 46 1 67-42 3-80 3-119 1-1-24-2-44-1-67Z" opacity="0.5" />
        <path d="M64 88c22-1 50-2 72-1M64 106c16-1 32-1 46 0" />
        <path d="M164 98c30-2 52 6 74 34M238 132c-2-6-3-10-3-16M238 132c-6-1-11-2-16-1" />
        <path d="M292 120c36 0 62 18 62 42s-26 43-62 43-62-19-62-43 26-42 62-42Z" />
        <path d="M290 122c36-1 63 17 63 41s-27 41-62 41c-36 0-61-18-61-42 0-22 24-39 60-40Z" opacity="0.5" />
        <path d="M268 160c16-1 32-1 48 0" />
        <path d="M232 186c-34 26-62 34-92 40M140 226c5-4 9-7 12-11M140 226c5 2 10 3 15 3" />
      </g>
      <g transform="rotate(-4 88 236)">
        <rect x="42" y="188" width="96" height="92" rx="6" className={styles.sketchNote} />
        <path
          d="M58 212c18-2 40-2 62 0M58 230c20-1 38-1 56 1M58 248c10-1 20-1 30 0"
          stroke="#8a6d00"
          strokeWidth="3.500"
          strokeLinecap="round"
        />
      </g>
      <g>
        <path d="m318 226 8 28 7-11 13-2Z" fill="#c2255c" stroke="#fff" strokeWidth="1.500" />
        <rect x="338" y="252" width="44" height="20" rx="10" fill="#c2255c" />
        <text x="360" y="266" textAnchor="middle" fill="#fff" fontSize="11" fontWeight="600">
          Ada
        </text>
      </g>
      <g>
        <path d="m186 34 8 28 7-11 13-2Z" fill="#0b7285" stroke="#fff" strokeWidth="1.500" />
        <rect x="206" y="60" width="44" height="20" rx="10" fill="#0b7285" />
        <text x="228" y="74" textAnchor="middle" fill="#fff" fontSize="11" fontWeight="600">
          Bo
        </text>
      </g>
    </svg>
  )
}
