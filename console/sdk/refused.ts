import { CloseCode } from './protocol'

/** The errors after which a call can no longer be accepted by anybody here. */
export const GONE: ReadonlySet<string> = new Set(['too_late', 'not_ringing', 'unknown_call'])

/** What a socket that the gateway closed for good is called. */
export const CLOSED: Record<number, string> = {
  [CloseCode.badMessage]: 'bad_message',
  [CloseCode.notSignedIn]: 'unauthorized',
  [CloseCode.openedAgain]: 'opened_again',
}

/** What the page is told of a refusal. */
export function pick({ code, detail, re }: Told): Told {
  return { code, ...(detail === undefined ? {} : { detail }), ...(re === undefined ? {} : { re }) }
}

interface Told {
  code: string
  detail?: string
  re?: string
}
