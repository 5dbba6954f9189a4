/** IN-9: a call while no page can show it, in a real Chromium. */
import type { Browser, CDPSession, Page, Worker } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Push } from '../sw/announcement'
import { id, NEVER_MS, startBrowser, Visit } from './browser'

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
describe('the service worker', () => {
  let browser: Browser
  let visit: Visit

  beforeAll(async () => {
    browser = await startBrowser()
  }, NEVER_MS)
  afterAll(() => browser.close())
  beforeEach(async () => {
    visit = await Visit.begin(browser)
  }, NEVER_MS)
  afterEach(() => visit.end())

  async function desk(): Promise<{ page: Page; worker: Worker }> {
    const page = await visit.open('/?agent=ayu')
    await page.waitForSelector(`${id('presence')}[data-state=online]`)
    const running = visit.context.serviceWorkers()[0] ?? (await visit.context.waitForEvent('serviceworker'))
    await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined))
    return { page, worker: running }
  }

  /** Delivers a push as the browser's own push service would. */
  async function deliver(page: Page, push: Push): Promise<CDPSession> {
    const cdp = await visit.context.newCDPSession(page)
    const registration = new Promise<string>((found) => {
      cdp.on('ServiceWorker.workerRegistrationUpdated', ({ registrations }) => {
        const ours = registrations.find(({ isDeleted }) => !isDeleted)
        if (ours !== undefined) {
          found(ours.registrationId)
        }
      })
    })
    await cdp.send('ServiceWorker.enable')
    await cdp.send('ServiceWorker.deliverPushMessage', {
      origin: visit.stub.url,
      registrationId: await registration,
      data: JSON.stringify(push),
    })
    return cdp
  }

  const shown = (page: Page): Promise<string[]> =>
    page.evaluate(async () =>
      (await (await navigator.serviceWorker.ready).getNotifications()).map(({ title }) => title),
    )
  const untilShown = (page: Page, titles: string[]): Promise<unknown> =>
    page.waitForFunction(
      async (wanted) => {
        const all = await (await navigator.serviceWorker.ready).getNotifications()
        return JSON.stringify(all.map(({ title }) => title)) === wanted
      },
      JSON.stringify(titles),
      { polling: 50 },
    )

  it('shows a call that is pushed, once, and what became of it in its place', async () => {
    const { page } = await desk()
    const push = { ...INCOMING, deadline_ms: Date.now() + 3_600_000 } as Push
    await deliver(page, push)
    await untilShown(page, ['Siti is calling'])
    await deliver(page, push)
    await deliver(page, over('missed'))
    // Somebody looks at the desk: there is nothing left to tell.
    await untilShown(page, [])
  }, NEVER_MS)

  it('opens the desk, signed in, when the notification is clicked', async () => {
    const { page, worker } = await desk()
    await page.evaluate(() => localStorage.setItem('dering.closed', JSON.stringify({ agent: 'ayu' })))
    await worker.evaluate(() => {
      const scope = globalThis as unknown as ServiceWorkerScope
      scope.opened = []
      scope.clients.openWindow = (url) => Promise.resolve(void scope.opened.push(url))
      scope.clients.matchAll = () => Promise.resolve([])
      const event = new Event('notificationclick')
      const notification = { tag: 'call_1', close: () => undefined }
      Object.assign(event, { notification, waitUntil: () => undefined })
      scope.dispatchEvent(event)
    })
    await expect
      .poll(() => worker.evaluate(() => (globalThis as unknown as ServiceWorkerScope).opened))
      .toEqual(['/#push'])
    // The page that it opens signs in with what the desk before it has left.
    const next = await visit.open('/#push')
    await next.waitForSelector(`${id('presence')}[data-state=online]`)
    expect(new URL(next.url()).hash).toBe('')
  }, NEVER_MS)

  it('and the page show one notification between them', async () => {
    const { page } = await desk()
    visit.stub.ring('Siti')
    await page.waitForSelector(id('accept'))
    await untilShown(page, ['Siti is calling'])
    const call = (await page.evaluate(async () =>
      (await (await navigator.serviceWorker.ready).getNotifications())[0]?.tag)) as string
    await deliver(page, { ...INCOMING, call, deadline_ms: Date.now() + 3_600_000 } as Push)
    await page.waitForTimeout(0)
    expect(await shown(page)).toEqual(['Siti is calling'])
    visit.stub.hangUp()
    await untilShown(page, [])
  }, NEVER_MS)

  /** As the browser does when it ends a subscription. */
  const changeSubscription = (running: Worker): Promise<void> =>
    running.evaluate(() => {
      const made = {
        toJSON: () => ({ endpoint: 'https://push.example/2', keys: { p256dh: 'q', auth: 'b' } }),
        unsubscribe: () => Promise.resolve(true),
      }
      const event = new Event('pushsubscriptionchange')
      Object.assign(event, { newSubscription: made, waitUntil: () => undefined })
      ;(globalThis as unknown as ServiceWorkerScope).dispatchEvent(event)
    })

  it('is given to the gateway at sign-in, again when the browser changes it, and taken back at sign-out (IN-9)', async () => {
    await visit.context.addInitScript(() => {
      // Debian's Chromium has no push service behind it.
      const options = { applicationServerKey: null }
      const made = {
        options,
        toJSON: () => ({ endpoint: 'https://push.example/1', keys: { p256dh: 'p', auth: 'a' } }),
        unsubscribe: () => Promise.resolve(true),
      }
      PushManager.prototype.getSubscription = () => Promise.resolve(null)
      PushManager.prototype.subscribe = () =>
        Promise.resolve(made as unknown as PushSubscription)
    })
    const { page, worker: running } = await desk()
    await page.waitForSelector(`${id('ready-notifications')}:has-text("while this page is closed")`)
    // IN-15: so is what a caller is heard by.
    await page.waitForSelector(`${id('ready-speaker')}[data-state=good]`)
    const devices = visit.stub.settings['pushDevices'] as Map<string, unknown>
    expect([...devices.values()]).toEqual([
      { endpoint: 'https://push.example/1', keys: { p256dh: 'p', auth: 'a' }, agent: 'ayu' },
    ])
    expect(await page.evaluate(() => localStorage.getItem('dering.closed'))).toBe('{"agent":"ayu"}')
    await changeSubscription(running)
    await expect.poll(() => [...devices.values()].map((device) => (device as { endpoint: string }).endpoint)).toEqual([
      'https://push.example/1',
      'https://push.example/1',
    ])
    // Without a desk in sight the worker tells the gateway, with what the desk has left for it.
    await running.evaluate(() => {
      const scope = globalThis as unknown as ServiceWorkerScope
      scope.clients.matchAll = () => Promise.resolve([])
    })
    await changeSubscription(running)
    await expect.poll(() => [...devices.values()].at(-1)).toEqual({
      endpoint: 'https://push.example/2',
      keys: { p256dh: 'q', auth: 'b' },
      agent: 'ayu',
    })
    const count = devices.size
    await page.click(id('sign-out'))
    await page.waitForSelector(id('sign-in-ayu'))
    // The page takes back its own; one that it does not know of ends with the subscription.
    await expect.poll(() => devices.size).toBe(count - 1)
    expect(await page.evaluate(() => localStorage.getItem('dering.closed'))).toBeNull()
    await expect
      .poll(() => page.evaluate(async () => (await (await caches.open('dering.push')).keys()).length))
      .toBe(0)
  }, NEVER_MS)
})

interface ServiceWorkerScope extends EventTarget {
  opened: string[]
  clients: {
    openWindow(url: string): Promise<void>
    matchAll(): Promise<unknown[]>
  }
}
