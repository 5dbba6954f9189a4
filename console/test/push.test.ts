/** IN-9: a call while no page can show it, in the service worker's words. */
import { describe, expect, it } from 'vitest'
import { announcementOf, readPush, type Push } from '../sw/announcement'
import { renew, type Browser } from '../sw/renewal'
import { wordsOf } from '../sw/words'

const INCOMING: Push = {
  type: 'call.incoming',
  call: 'call_1',
  customer: { name: 'Siti', number: '*****456' },
  channel: { name: 'Front desk' },
  deadline_ms: 1000,
}
const over = (reason: string): Push => ({
  type: 'call.over',
  call: 'call_1',
  customer: INCOMING.customer,
  reason,
})
const english = wordsOf('en-GB')

describe('a push', () => {
  it('says who calls, and rings until somebody deals with it', () => {
    expect(announcementOf(INCOMING, english, 0)).toEqual({
      title: 'Siti is calling',
      body: 'Front desk: click to open the desk.',
      tag: 'call_1',
      isRinging: true,
    })
  })

  it('speaks the language of the browser', () => {
    expect(announcementOf(INCOMING, wordsOf('id-ID'), 0).title).toBe('Siti menelepon')
    expect(announcementOf(INCOMING, wordsOf('fr'), 0).title).toBe('Siti is calling')
  })

  it('knows a caller by the number, masked or not, or by nothing', () => {
    const named = (customer: Push['customer']): string =>
      announcementOf({ ...INCOMING, customer }, english, 0).title
    expect(named({ name: null, number: '*****456' })).toBe('*****456 is calling')
    expect(named({ name: null, number: null })).toBe('Unknown caller is calling')
  })

  it('that comes too late, or ends the ringing, takes its place quietly', () => {
    const told = (push: Push, now = 0): [string, boolean, string] => {
      const { title, isRinging, tag } = announcementOf(push, english, now)
      return [title, isRinging, tag]
    }
    expect(told(INCOMING, 1000)).toEqual(['Missed call: Siti', false, 'call_1'])
    expect(told(over('missed'))).toEqual(['Missed call: Siti', false, 'call_1'])
    expect(told(over('taken'))).toEqual(['Siti: a colleague answered', false, 'call_1'])
    expect(told(over('handled'))).toEqual(['Siti: no longer ringing', false, 'call_1'])
    expect(told(over('of a newer gateway'))[0]).toBe('Missed call: Siti')
  })

  it('that is none of ours is none', () => {
    expect(readPush('')).toBeNull()
    expect(readPush('{"type":"news"}')).toBeNull()
    expect(readPush('{"type":"call.over"}')).toBeNull()
    expect(readPush('null')).toBeNull()
    expect(readPush(JSON.stringify(INCOMING))).toEqual(INCOMING)
  })
})

/** IN-9: a browser whose subscription has changed is told of calls again. */
describe('a changed subscription', () => {
  const KEY = 'BPublicKey'
  const subscription = (): PushSubscription & { isOver: boolean } => {
    const made = {
      isOver: false,
      toJSON: () => ({ endpoint: 'https://push.example/2', keys: { p256dh: 'p', auth: 'a' } }),
      unsubscribe: () => Promise.resolve((made.isOver = true)),
    }
    return made as unknown as PushSubscription & { isOver: boolean }
  }

  function browser(kept: string | null, status: number): { asked: [string, RequestInit | undefined][]; keys: string[]; made: PushSubscription & { isOver: boolean } } & Browser {
    const asked: [string, RequestInit | undefined][] = []
    const keys: string[] = []
    const made = subscription()
    const cache = { match: () => Promise.resolve(kept === null ? undefined : new Response(kept)) }
    return {
      asked,
      keys,
      made,
      caches: { open: () => Promise.resolve(cache) } as unknown as CacheStorage,
      fetch: (path, init) => {
        asked.push([String(path), init])
        const body = path === '/v1/push_key' ? { public_key: KEY } : {}
        return Promise.resolve(new Response(JSON.stringify(body), { status: path === '/v1/push_key' ? 200 : status }))
      },
      subscribe: (key) => {
        keys.push(key)
        return Promise.resolve(made)
      },
    }
  }

  it('is made anew with the key of the gateway and told with the token that was left', async () => {
    const one = browser('{"token":"eyJ"}', 201)
    expect(await renew(one, null)).toBe(true)
    expect(one.keys).toEqual([KEY])
    const [path, init] = one.asked[1]!
    expect(path).toBe('/v1/push_devices')
    expect(init).toMatchObject({ method: 'POST', headers: { authorization: 'Bearer eyJ' } })
    expect(JSON.parse(init!.body as string)).toEqual({ endpoint: 'https://push.example/2', keys: { p256dh: 'p', auth: 'a' } })
  })

  it('is taken as the browser has made it, and names the agent where no token is needed', async () => {
    const one = browser('{"agent":"ayu"}', 201)
    expect(await renew(one, subscription())).toBe(true)
    expect(one.keys).toEqual([])
    expect(JSON.parse(one.asked[1]![1]!.body as string)).toMatchObject({ agent: 'ayu' })
  })

  it('is nobody’s after a sign-out, and ends when the token is over', async () => {
    const out = browser(null, 201)
    expect(await renew(out, null)).toBe(false)
    expect(out.asked).toEqual([])
    expect(await renew(browser('no json', 201), null)).toBe(false)
    const over = browser('{"token":"old"}', 401)
    expect(await renew(over, null)).toBe(false)
    expect(over.made.isOver).toBe(true)
  })
})
