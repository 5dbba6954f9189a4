/** The worker's own words: it knows the browser's language, and not what was chosen on a page. */
const WORDS = {
  en: {
    incoming: '{name} is calling',
    incomingText: '{channel}: click to open the desk.',
    missed: 'Missed call: {name}',
    taken: '{name}: a colleague answered',
    handled: '{name}: no longer ringing',
    unknown: 'Unknown caller',
  },
  id: {
    incoming: '{name} menelepon',
    incomingText: '{channel}: klik untuk membuka meja.',
    missed: 'Panggilan tak terjawab: {name}',
    taken: '{name}: rekan Anda menjawab',
    handled: '{name}: tidak lagi berdering',
    unknown: 'Penelepon tak dikenal',
  },
} as const

export type Word = keyof (typeof WORDS)['en']
export type Say = (word: Word, params?: Record<string, string>) => string

/** @param browser the browser's language, `id-ID` for example */
export function wordsOf(browser: string): Say {
  const words = WORDS[/^(id|in)\b/i.test(browser) ? 'id' : 'en']
  return (word, params = {}) =>
    words[word].replace(/\{(\w+)\}/g, (whole, name: string) => params[name] ?? whole)
}
