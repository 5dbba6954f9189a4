/** The pages of owners and admins, in a real Chromium against the stub (RO-1, RM-14). */
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { id, NEVER_MS, says, startBrowser, tooWide, violations, Visit } from './browser'

const LONG = 'Raden Ajeng Kartiningsih Wulandari Kusumawardhani Prawirodirdjo Sastrowijoyo of Solo'
const HOOK = 'whe_aaaaaaaaaaaaaaaaaaaa'
const endpoint = (): object => ({
  object: 'webhook_endpoint',
  id: HOOK,
  url: 'https://crm.example.com/dering',
  types: ['call.ended'],
  enabled: true,
  created_at: '2026-11-20T09:30:00Z',
})

function deliveries(count: number): object[] {
  return Array.from({ length: count }, (_, index) => ({
    object: 'webhook_delivery',
    event: `evt_${count - index}_a`,
    type: 'call.ended',
    state: index % 10 === 3 ? 'dead' : index === 0 ? 'waiting' : 'delivered',
    attempts: index % 10 === 3 ? 71 : 1,
    due_at: index === 0 ? new Date(Date.now() + 60_000).toISOString() : null,
    last_at: new Date(Date.now() - index * 60_000).toISOString(),
    last_status: index % 10 === 3 ? null : index === 0 ? 500 : 204,
    last_failure: index % 10 === 3 ? 'no_connection' : null,
  }))
}

describe('the pages of owners and admins', { timeout: NEVER_MS }, () => {
  let browser: Browser

  beforeAll(async () => {
    browser = await startBrowser()
  }, NEVER_MS)
  afterAll(() => browser?.close())

  const visit = (settings: Record<string, unknown>, test: (visit: Visit) => Promise<void>): Promise<void> =>
    Visit.during(browser, settings, test)

  /** The field that is marked is the one that is typed into next. */
  const hasKeyboard = (page: Page, name: string): Promise<unknown> => page.waitForSelector(`${id(name)}:focus`)

  async function fits(page: Page): Promise<void> {
    for (const width of [1280, 390]) {
      await page.setViewportSize({ width, height: 844 })
      expect(await tooWide(page), String(width)).toBeLessThanOrEqual(0)
      expect(await violations(page), String(width)).toEqual([])
    }
    await page.setViewportSize({ width: 1280, height: 844 })
  }

  it('are for them alone: a supervisor has no way there, and finds nothing at the address (RO-1)', () =>
    visit({}, async ({ open }) => {
      const page = await open('/?agent=dewi#/users')
      await says(page, 'refused', 'This page is for owners and admins.')
      expect(await page.locator(id('nav-admin')).count()).toBe(0)
      const admins = await open('/?agent=eka')
      await admins.click(id('nav-admin'))
      await admins.waitForSelector(id('users'))
      // On a phone the ways are wider than the window: the open one is in sight.
      await admins.setViewportSize({ width: 390, height: 844 })
      await admins.waitForFunction((way) => {
        const { left, right } = document.querySelector(way)!.getBoundingClientRect()
        return left >= 0 && right <= innerWidth
      }, id('nav-admin'))
    }))

  it('make a token with scopes, show it once, and revoke it for whoever is sure (RM-14)', () =>
    visit({}, async ({ open, context, stub }) => {
      await context.grantPermissions(['clipboard-read', 'clipboard-write'], { origin: stub.url })
      const page = await open('/?agent=eka#/tokens')
      await says(page, 'empty', 'No token yet')
      await page.click(id('new-token'))
      await page.click(id('save'))
      await says(page, 'wrong-name', 'Give it a name of 1 to 100 characters.')
      await hasKeyboard(page, 'token-name')
      await page.fill(id('token-name'), LONG)
      await page.click(id('save'))
      await says(page, 'wrong-scopes', 'Choose at least one.')
      await hasKeyboard(page, '"scope-calls:read"')
      await page.check('[data-testid="scope-calls:read"]')
      await page.check('[data-testid="scope-agents:sign-in"]')
      await page.selectOption(id('token-days'), '90')
      await fits(page)
      await page.click(id('save'))
      await page.waitForSelector(id('once'))
      expect(await page.inputValue(id('secret'))).toMatch(/^dering_/)
      await fits(page)
      await page.click(id('copy'))
      await says(page, 'copy', 'Copied')
      expect(await page.evaluate(() => navigator.clipboard.readText())).toMatch(/^dering_/)
      await page.click(id('once-done'))
      expect(await page.content()).not.toContain('dering_EXAMPLE')
      const row = await page.innerText(id('tok_1'))
      expect(row).toContain('calls:read')
      expect(row).toContain('Never')
      await page.click(id('revoke-tok_1'))
      await fits(page)
      await page.click(id('revoke-tok_1-sure'))
      await says(page, 'empty', 'No token yet')
    }))

  it('add a webhook, show its secret once, switch it off and on, and change what it gets', () =>
    visit({ endpoints: [] }, async ({ open }) => {
      const page = await open('/?agent=eka#/webhooks')
      await says(page, 'empty', 'No webhook yet')
      await page.click(id('new-hook'))
      await page.fill(id('hook-url'), 'http://crm.example.com/')
      await page.click(id('save'))
      await says(page, 'wrong-url', 'A whole address that begins with https://.')
      await hasKeyboard(page, 'hook-url')
      const frame = page.locator(`.scope:has(${id('hook-all')})`)
      expect(await frame.evaluate((label) => getComputedStyle(label).padding)).toBe('8px 12px')
      await page.fill(id('hook-url'), 'https://crm.example.com/dering')
      await page.uncheck(id('hook-all'))
      await page.check('[data-testid="type-call.offered"]')
      await fits(page)
      await page.click(id('save'))
      await page.waitForSelector(id('once'))
      expect(await page.inputValue(id('secret'))).toMatch(/^whsec_/)
      await fits(page)
      await page.click(id('once-done'))
      expect(await page.innerText(id('whe_1'))).toContain('call.ended, call.offered')
      await page.click(id('switch-whe_1'))
      await page.waitForSelector(`${id('switch-whe_1')}[aria-checked=false]`)
      await page.click(id('open-whe_1'))
      await page.click(id('edit'))
      await page.check(id('hook-all'))
      await fits(page)
      await page.click(id('save'))
      await says(page, 'hook-head', 'Everything that happens')
      await page.click(id('rotate'))
      await page.click(id('rotate-sure'))
      await page.waitForSelector(id('once'))
      expect(await page.inputValue(id('secret'))).toBe('whsec_ROTATEDROTATEDROTATED')
      await fits(page)
      await page.click(id('once-done'))
      expect(await page.content()).not.toContain('whsec_')
      await page.click(id('delete'))
      await page.click(id('delete-sure'))
      await says(page, 'done', 'Nothing is sent to https://crm.example.com/dering any more.')
    }))

  it('show what became of each event, page by page and by state, and send it again', () =>
    visit({ endpoints: [endpoint()], deliveries: deliveries(120) }, async ({ open, stub }) => {
      const page = await open(`/?agent=eka#/webhooks/${HOOK}`)
      await page.waitForSelector(id('deliveries'))
      expect(await page.locator('.delivery-row').count()).toBe(50)
      const first = await page.innerText(id('evt_120_a'))
      expect(first).toContain('Waiting')
      expect(first).toContain('Answered 500')
      expect(first).toContain('Attempts: 1')
      expect(await page.innerText(id('evt_117_a'))).toContain('No connection')
      await fits(page)
      await page.click(id('more'))
      await page.waitForSelector(id('evt_21_a'))
      await page.click(id('state-dead'))
      await page.waitForFunction(() => document.querySelectorAll('.delivery-row').length === 12)
      expect(page.url()).toContain('state=dead')
      await page.click(id('replay-evt_117_a'))
      await says(page, 'replayed', '1 wait to be sent again.')
      await page.waitForFunction(() => document.querySelectorAll('.delivery-row').length === 11)
      await page.click(id('replay-dead'))
      await says(page, 'replayed', '11 wait to be sent again.')
      await says(page, 'empty', 'None is so')
      stub.settings.isRestDown = true
      await page.click(id('state-all'))
      await says(page, 'refused', 'Try again')
    }))

  it('list people with role, state and when they were last there, and add one (RO-1)', () =>
    visit({}, async ({ open, stub }) => {
      const page = await open('/?agent=eka#/users')
      await page.waitForSelector(id('users'))
      await says(page, 'user-eka', 'Idle')
      const ayu = await page.innerText(id('user-ayu'))
      for (const words of ['Ayu Lestari', 'Agent', 'Offline', 'Last here 2 hours ago']) {
        expect(ayu).toContain(words)
      }
      expect(await page.innerText(id('user-citra'))).toContain('Never here')
      await fits(page)
      await page.click(id('new-user'))
      await page.click(id('save'))
      await says(page, 'wrong-name', 'Give it a name of 1 to 100 characters.')
      await hasKeyboard(page, 'user-name')
      await page.fill(id('user-name'), LONG)
      await page.fill(id('user-id'), 'ayu')
      await page.check(id('role-supervisor'))
      expect(await page.locator(id('role-owner')).count()).toBe(0)
      await page.click(id('save'))
      await says(page, 'wrong-id', 'Somebody else has this id.')
      await fits(page)
      await page.fill(id('user-id'), 'raden')
      await page.click(id('save'))
      await says(page, 'done', 'and it holds at once')
      expect(await page.innerText(id('user-raden'))).toContain('Supervisor')
      await fits(page)
      // Who is there is looked for again without a reload.
      stub.settings['agentsNow'] = []
      await page.waitForSelector(`${id('user-eka')}[data-state=offline]`)
    }))

  it('change a role, disable somebody, let that one in again, and keep the last admin (RO-1)', () =>
    visit({}, async ({ open }) => {
      const page = await open('/?agent=eka#/users')
      await page.click(id('edit-budi'))
      await page.fill(id('user-name'), 'Budi S.')
      await page.check(id('role-supervisor'))
      await page.click(id('save'))
      await says(page, 'user-budi', 'Supervisor')
      await page.click(id('disable-budi'))
      await page.click(id('disable-budi-sure'))
      await page.waitForSelector(`${id('user-budi')}[data-state=disabled]`)
      expect(await page.locator(id('link-budi')).count()).toBe(0)
      await fits(page)
      await page.click(id('enable-budi'))
      await page.waitForSelector(`${id('user-budi')}[data-state=offline]`)
      await page.click(id('disable-eka'))
      await page.click(id('disable-eka-sure'))
      await says(page, 'not-done', 'This is the last owner or admin. Make another one first.')
      await fits(page)
    }))

  it('make a sign-in link for a person, shown once', () =>
    visit({}, async ({ open, stub }) => {
      const page = await open('/?agent=eka#/users')
      await page.click(id('link-ayu'))
      await says(page, 'once', 'Whoever opens it within an hour is Ayu Lestari here.')
      expect(await page.inputValue(id('secret'))).toBe(`${stub.url}/#token=eyJ.EXAMPLE.token`)
      await fits(page)
      await page.click(id('once-done'))
      expect(await page.locator(id('once')).count()).toBe(0)
    }))

  it('speak Indonesian', () =>
    visit({ endpoints: [endpoint()], deliveries: deliveries(3) }, async ({ open }) => {
      const page = await open('/?agent=eka#/users')
      await page.evaluate(() => localStorage.setItem('dering.language', 'id'))
      await page.reload()
      await says(page, 'user-citra', 'Belum pernah hadir')
      await page.click(id('admin-tokens'))
      await says(page, 'empty', 'Belum ada token')
      await page.goto(`${page.url().split('#')[0]}#/webhooks/${HOOK}`)
      await says(page, 'evt_3_a', 'Menunggu')
    }))
})
