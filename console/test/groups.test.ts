/** The pages of ring groups, in a real Chromium against the stub (RG-1 to RG-7). */
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { Refusal } from '../src/rest'
import { id, NEVER_MS, says, startBrowser, tooWide, violations, Visit } from './browser'

const FRONT = 'group_front-desk'
const frontDesk = (members: string[]): object => ({
  object: 'ring_group',
  id: FRONT,
  name: 'Front desk',
  channel: '100000000000001',
  mode: 'ring_all',
  members,
  hunting_s: 0,
})

describe('the wish for a ring group', async () => {
  vi.stubGlobal('localStorage', { getItem: () => 'en' })
  const { moved, wishOf, wrongOf } = await import('../src/supervisor/group-wish')
  vi.unstubAllGlobals()

  it('moves a member by one and keeps the others in order (RG-3)', () => {
    expect(moved(['a', 'b', 'c'], 'c', -1)).toEqual(['a', 'c', 'b'])
    expect(moved(['a', 'b', 'c'], 'a', 1)).toEqual(['b', 'a', 'c'])
    expect(moved(['a', 'b', 'c'], 'a', -1)).toEqual(['a', 'b', 'c'])
    expect(moved(['a', 'b', 'c'], 'x', 1)).toEqual(['a', 'b', 'c'])
  })

  it('has hunting for round robin alone (RG-7), and sends what is no number for the gateway to refuse', () => {
    const draft = { name: ' A ', channel: '1', mode: 'round_robin' as const, members: [], hunting: '15' }
    expect(wishOf(draft)).toMatchObject({ name: 'A', hunting_s: 15 })
    expect(wishOf({ ...draft, mode: 'ring_all' })).toMatchObject({ hunting_s: 0 })
    expect(wishOf({ ...draft, hunting: ' ' }).hunting_s).toBeNaN()
  })

  it('finds the member whom the gateway names by place, and shows a reason that it does not know', () => {
    const reason = 'is in another ring group; an agent is in one at most'
    const refusal = new Refusal(409, 'conflict', null, [
      { name: 'members[1]', reason },
      { name: 'name', reason: 'must rhyme' },
    ])
    expect(wrongOf(refusal, ['ayu', 'budi'], () => 'Budi')).toEqual({
      'member-budi': 'Budi is in another ring group. An agent is in one at most.',
      name: 'must rhyme',
    })
  })
})

describe('the pages of ring groups', { timeout: NEVER_MS }, () => {
  let browser: Browser

  beforeAll(async () => {
    browser = await startBrowser()
  }, NEVER_MS)
  afterAll(() => browser?.close())

  const visit = (settings: Record<string, unknown>, test: (visit: Visit) => Promise<void>): Promise<void> =>
    Visit.during(browser, settings, test)

  async function fits(page: Page): Promise<void> {
    for (const width of [1440, 390]) {
      await page.setViewportSize({ width, height: 844 })
      expect(await tooWide(page), String(width)).toBeLessThanOrEqual(0)
      expect(await violations(page), String(width)).toEqual([])
    }
  }

  it('list name, channel, mode and members of each (RG-1)', () =>
    visit({ groups: [frontDesk(['ayu', 'budi', 'citra']), { ...frontDesk(['a'.repeat(100)]), id: 'group_long', name: 'W'.repeat(100) }] }, async ({ open }) => {
      const page = await open('/?agent=dewi')
      await page.click(id('nav-groups'))
      await says(page, FRONT, 'Budi Santoso')
      const card = await page.innerText(id(FRONT))
      for (const words of ['Front desk', 'Rings all at once', 'Dering Demo', 'Ayu Lestari', 'Citra Dewi']) {
        expect(card).toContain(words)
      }
      await fits(page)
      // Names of 100 characters stay within their card, and its button in sight.
      const edit = await page.locator(`${id('group_long')} .button`).boundingBox()
      expect(edit!.x + edit!.width).toBeLessThanOrEqual(390)
      expect(await page.locator(id('group_long')).evaluate((card) => card.scrollWidth - card.clientWidth)).toBe(0)
    }))

  it('show nobody by an id while the names are on their way', () =>
    visit({ groups: [frontDesk(['budi'])] }, async ({ open }) => {
      const page = await open('/?agent=dewi')
      await page.waitForSelector(id('nav-groups'))
      let letGo = (): void => {}
      const held = new Promise<void>((done) => (letGo = done))
      await page.route('**/v1/agents', async (route) => {
        await held
        await route.continue()
      })
      const listed = page.waitForResponse('**/v1/ring_groups*')
      await page.click(id('nav-groups'))
      await (await listed).finished()
      await page.waitForSelector(id('loading'))
      expect(await page.locator(id(FRONT)).count()).toBe(0)
      letGo()
      await says(page, FRONT, 'Budi Santoso')
    }))

  it('show who may not sign in any more, and offer nobody like that (RO-1)', () =>
    visit({}, async ({ open, stub }) => {
      const page = await open('/?agent=dewi')
      await page.click(id('nav-live'))
      await page.waitForSelector(id('agents'))
      const { data } = (await page.evaluate(() => fetch('/v1/agents').then((answer) => answer.json()))) as {
        data: { id: string }[]
      }
      stub.settings['agentsNow'] = data.map((one) => ({ ...one, disabled: ['budi', 'eka'].includes(one.id) }))
      await page.click(id('nav-groups'))
      await says(page, FRONT, 'Budi Santoso (disabled)')
      await page.click(id('new-group'))
      await page.waitForSelector(id('group-form'))
      expect(await page.locator(`${id('member-add')} option[value=eka]`).count()).toBe(0)
      expect(await page.locator(`${id('member-add')} option[value=dewi]`).count()).toBe(1)
    }))

  it('make one with round robin, members in order and hunting, and say so (RG-3, RG-7)', () =>
    visit({ groups: [frontDesk(['ayu'])] }, async ({ open }) => {
      const page = await open('/?agent=eka#/groups')
      await page.click(id('new-group'))
      await page.fill(id('group-name'), 'Night shift')
      await page.click(id('mode-round_robin'))
      await page.fill(id('group-hunting'), '15')
      for (const member of ['budi', 'citra', 'dewi']) {
        await page.selectOption(id('member-add'), member)
      }
      await page.click('[aria-label="Move Dewi Anggraini up"]')
      await page.keyboard.press('Enter')
      await page.waitForSelector(`.members li:first-child${id('member-dewi')}`)
      await page.click('[aria-label="Remove Citra Dewi"]')
      await fits(page)
      await page.click(id('save'))
      await says(page, 'done', '“Night shift” is saved. It holds from the next call on.')
      await says(page, 'group_new1', 'Night shift')
      const made = await page.innerText(id('group_new1'))
      expect(made).toMatch(/Dewi Anggraini[^]*Budi Santoso/)
      expect(made).not.toContain('Citra')
      expect(made).toContain('Goes on to the next member after 15 s')
    }))

  it('offer nobody who is in another group, and say at the member what the gateway found (RG-6)', () =>
    visit({ groups: [frontDesk(['ayu'])] }, async ({ open }) => {
      const page = await open('/?agent=dewi#/groups/new')
      await page.waitForSelector(id('group-form'))
      expect(await page.locator(`${id('member-add')} option[value=ayu]`).getAttribute('disabled')).not.toBeNull()
      await page.fill(id('group-name'), 'Night shift')
      await page.click(id('mode-round_robin'))
      await page.selectOption(id('member-add'), 'budi')
      // A colleague takes the same agent into another group meanwhile.
      await page.evaluate(
        ([path, body]) => fetch(String(path), { method: 'PUT', body: String(body) }),
        [`/v1/ring_groups/${FRONT}`, JSON.stringify({ ...frontDesk(['ayu', 'budi']) })],
      )
      await page.click(id('save'))
      await says(page, 'wrong-member-budi', 'Budi Santoso is in another ring group.')
      await fits(page)
      await page.click('[aria-label="Remove Budi Santoso"]')
      await page.click(id('save'))
      await says(page, 'done', 'Night shift')
    }))

  it("say at each field what is wrong in the gateway's own findings (RG-1, RG-5)", () =>
    visit({ channels: [{}, { id: '9', name: 'Taken away' }] }, async ({ open }) => {
      const page = await open('/?agent=dewi#/groups/new')
      await page.waitForSelector(id('group-form'))
      await page.selectOption(id('group-channel'), '100000000000001')
      await page.click(id('save'))
      await says(page, 'wrong-name', 'Give it a name of 1 to 100 characters.')
      await page.waitForSelector('#group-name:focus')
      await page.fill(id('group-name'), 'Night shift')
      await page.selectOption(id('group-channel'), '9')
      await page.click(id('save'))
      await says(page, 'wrong-channel', 'This is no channel of your account.')
      await page.selectOption(id('group-channel'), '100000000000001')
      expect(await page.locator(id('wrong-channel')).count()).toBe(0)
      await page.click(id('save'))
      await says(page, 'wrong-mode', 'The channel has a ring group that rings like this already.')
      await fits(page)
      await page.click(id('mode-round_robin'))
      await page.fill(id('group-hunting'), '61')
      await page.click(id('save'))
      await says(page, 'wrong-hunting_s', 'from 0 to 60')
    }))

  it('change one, and delete it for whoever types its name again (RG-1)', () =>
    visit({}, async ({ open }) => {
      const page = await open(`/?agent=dewi#/groups/${FRONT}`)
      await page.fill(id('group-name'), 'Reception')
      await page.click(id('save'))
      await says(page, 'done', '“Reception” is saved.')
      await says(page, FRONT, 'Reception')
      await page.click(`${id(FRONT)} a`)
      await page.click(id('delete'))
      expect(await page.isDisabled(id('delete-sure'))).toBe(true)
      await page.fill(id('delete-name'), 'Reception')
      await fits(page)
      await page.click(id('delete-sure'))
      await says(page, 'done', '“Reception” is deleted.')
      await says(page, 'empty', 'No ring group yet')
    }))

  it('say so when there is no such group, and when the gateway does not answer', () =>
    visit({}, async ({ open, stub }) => {
      const page = await open('/?agent=dewi#/groups/group_gone')
      await says(page, 'empty', 'There is no such ring group')
      stub.settings.isRestDown = true
      await page.click(id('back'))
      await says(page, 'refused', 'Try again')
      stub.settings.isRestDown = false
      await page.click(id('again'))
      await page.waitForSelector(id(FRONT))
    }))
})
