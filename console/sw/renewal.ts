/**
 * A browser may end a subscription by itself and tell the worker so (Push API, `pushsubscriptionchange`):
 * from then on no call reaches this browser until it has another one and the gateway knows it. A desk that is
 * open does that itself, for it takes the device back at sign-out. Without one the worker does, with what the
 * last desk has left for it.
 */

/** What a desk leaves for the worker, which cannot read the page's own store; gone at sign-out. */
export const CACHE = 'dering.push'
export const KEPT_AT = '/sw/credential'

export type Credential = { agent: string } | { token: string }

export async function keptCredential(caches: CacheStorage): Promise<Credential | null> {
  const cache = await caches.open(CACHE)
  const kept = (await (await cache.match(KEPT_AT))?.json().catch(() => null)) as Credential | null | undefined
  return kept != null && ('token' in kept || 'agent' in kept) ? kept : null
}

/** What the browser gives, and a test can. */
export interface Browser {
  caches: CacheStorage
  fetch: typeof fetch
  subscribe: (key: string) => Promise<PushSubscription>
}

/**
 * @param renewed what the browser has made in place of the old one, if it has
 * @returns whether the gateway knows the new one: not without a credential, nor with one that is over; the
 *   next sign-in makes it good
 */
export async function renew(browser: Browser, renewed: PushSubscription | null): Promise<boolean> {
  const credential = await keptCredential(browser.caches)
  if (credential === null) {
    return false
  }
  const headers = {
    accept: 'application/json',
    'content-type': 'application/json',
    ...('token' in credential ? { authorization: `Bearer ${credential.token}` } : {}),
  }
  const key = await browser.fetch('/v1/push_key', { headers })
  if (!key.ok) {
    return false
  }
  const { public_key } = (await key.json()) as { public_key: string }
  const subscription = renewed ?? (await browser.subscribe(public_key))
  const { endpoint, keys } = subscription.toJSON()
  const agent = 'agent' in credential ? { agent: credential.agent } : {}
  const told = await browser.fetch('/v1/push_devices', {
    method: 'POST',
    headers,
    body: JSON.stringify({ endpoint, keys, ...agent }),
  })
  if (!told.ok) {
    // Nobody would ever push to it.
    await subscription.unsubscribe()
  }
  return told.ok
}
