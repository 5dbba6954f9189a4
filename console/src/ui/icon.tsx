import type { IconNode } from 'lucide'
import { h, type JSX } from 'preact'

/** One icon of the set, drawn as the design says: 1.75 px stroke, 18 px, silent to readers. */
export function Icon({ of, size = 18 }: { of: IconNode; size?: number }): JSX.Element {
  return (
    <svg
      class="icon"
      width={size}
      height={size}
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      stroke-width="1.75"
      stroke-linecap="round"
      stroke-linejoin="round"
      aria-hidden="true"
      focusable="false"
    >
      {of.map(([tag, attributes]) => h(tag, attributes as Record<string, string>))}
    </svg>
  )
}
