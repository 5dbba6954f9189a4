export interface Token {
  kind: 'plain' | 'name' | 'string' | 'number' | 'word'
  text: string
}

/** Indented JSON, also of a text that holds JSON; other text as it is; nothing as nothing. */
export function pretty(value: unknown): string {
  if (value === null || value === undefined || value === '') {
    return ''
  }
  if (typeof value !== 'string') {
    return JSON.stringify(value, null, 2)
  }
  try {
    return JSON.stringify(JSON.parse(value), null, 2)
  } catch {
    return value
  }
}

const PARTS = /("(?:[^"\\]|\\.)*")(\s*:)?|(-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)|\b(true|false|null)\b/g

/** Cuts JSON text into the parts that are coloured. Joined again they are the text. */
export function tokens(text: string): Token[] {
  const found: Token[] = []
  let end = 0
  const plain = (to: number): void => {
    if (to > end) {
      found.push({ kind: 'plain', text: text.slice(end, to) })
    }
  }
  for (const match of text.matchAll(PARTS)) {
    plain(match.index)
    const [whole, quoted, colon, number] = match
    if (quoted !== undefined) {
      found.push({ kind: colon === undefined ? 'string' : 'name', text: quoted })
      end = match.index + quoted.length
    } else {
      found.push({ kind: number === undefined ? 'word' : 'number', text: whole })
      end = match.index + whole.length
    }
  }
  plain(text.length)
  return found
}
