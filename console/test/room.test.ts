/** The room beside the call, recordings, the list of rooms and the second caller, in a real Chromium against the stub. */
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { kept, message, room, sampleRoom } from '../dev/rooms.mjs'
import { loggedCall } from '../dev/stub.mjs'
import { id, NEVER_MS, says, startBrowser, tooWide, violations, Visit } from './browser'

const LONG = 'Raden Ajeng Kartiningsih Wulandari Kusumawardhani Prawirodirdjo Sastrowijoyo of Solo'

const bima = { name: 'Bima', number: '6281398765432', user_id: null, parent_user_id: null }

interface Box {
  x: number
  y: number
  width: number
  height: number
}

let browser: Browser

beforeAll(async () => {
  browser = await startBrowser()
}, NEVER_MS)
afterAll(() => browser?.close())

const visit = (settings: Record<string, unknown>, test: (visit: Visit) => Promise<void>): Promise<void> =>
  Visit.during(browser, settings, test)

async function ready(page: Page): Promise<Page> {
  await page.waitForSelector(`${id('presence')}[data-state=online]`)
  return page
}

async function looksGood(page: Page): Promise<void> {
  for (const width of [1440, 768, 390]) {
    await page.setViewportSize({ width, height: 844 })
    expect(await tooWide(page), String(width)).toBeLessThanOrEqual(0)
    expect(await violations(page), String(width)).toEqual([])
  }
}

describe('the room beside the call (RM-4, IN-11)', { timeout: NEVER_MS }, () => {
  it('counts calls among the first and the last contact', () => {
    const at = (minutes: number): number => Date.now() - minutes * 60_000
    const room = {
      ...sampleRoom(),
      first_interaction_at: new Date(at(40)).toISOString(),
      last_interaction_at: new Date(at(30)).toISOString(),
      window_ends_at: new Date(at(5)).toISOString(),
      calls: [
        loggedCall({ id: 'call_last', status: 'answered', reason: 'agent_hung_up', startedAt: at(12), talkMs: 120_000 }),
        loggedCall({ id: 'call_first', status: 'unanswered', reason: 'timed_out', startedAt: at(42) }),
      ],
    }
    return visit({ rooms: [room] }, async ({ open }) => {
      const page = await open('/?agent=dewi#/rooms/room_siti')
      await page.waitForSelector(`${id('room-facts')} dd:has-text("42 minutes ago")`, { timeout: 15_000 })
      // A customer who called may be answered for 24 hours as well.
      expect(await page.getAttribute(id('window'), 'data-open')).toBe('true')
      expect(await page.innerText(id('room-facts'))).toMatch(/First contact\s+42 minutes ago\s+Last contact\s+10 minutes ago/)
    })
  })

  it('shows who rings, what was said and done before, and lets the call be answered beside it', () =>
    visit({ rooms: [sampleRoom()], room: 'room_siti', payload: 'invoice 42' }, async ({ open, stub }) => {
      const page = await ready(await open('/?agent=ayu'))
      expect(await page.locator(id('beside')).count()).toBe(0)
      stub.ring('Siti Rahma')
      await page.waitForSelector(`${id('room')}[data-room=room_siti]`)
      await says(page, 'payload', 'invoice 42')
      await says(page, 'card-payload', 'invoice 42')
      await says(page, 'thread', 'Halo, invoice bulan Oktober belum saya terima.')
      await says(page, 'notes', 'Wants the invoice for October by Friday.')
      await says(page, 'room-facts', '+62 812-9876-5432')
      await says(page, 'sessions', 'Budi Santoso')
      await says(page, 'room-calls', 'Unanswered')
      await says(page, 'window', 'Call buttons and requests to call reach the customer until')
      await says(page, 'room-facts', 'Dering Demo')
      expect(await page.locator(`.room-head ${id('label')}`).allInnerTexts()).toEqual(['VIP', 'Tagihan'])
      await page.click(id('accept'))
      await page.waitForSelector(id('hang-up'))
      expect(await page.isVisible(id('room'))).toBe(true)
      await looksGood(page)
      await page.click(id('hang-up'))
      await page.waitForSelector(id('dock'), { state: 'detached' })
      expect(await page.isVisible(id('room'))).toBe(true)
      await page.click(id('close-room'))
      await page.waitForSelector(id('beside'), { state: 'detached' })
    }))

  it('keeps what is being written, whatever call comes and goes, and never covers the call', () =>
    visit({ rooms: [sampleRoom(), room('room_bima', { customer: bima })], room: 'room_siti' }, async ({ open, stub }) => {
      const page = await ready(await open('/?agent=ayu'))
      const shows = (which: string): Promise<unknown> => page.waitForSelector(`${id('room')}[data-room=${which}]`)
      const rings = (name: string, which: string): void => {
        stub.settings['room'] = which
        stub.ring(name)
      }
      const over = async (end: () => unknown): Promise<void> => {
        await end()
        await page.waitForSelector(id('dock'), { state: 'detached' })
      }
      stub.ring('Siti Rahma')
      await page.fill(id('note'), 'Calls about the refund')
      await page.click(id('accept'))
      await page.waitForSelector(id('hang-up'))
      expect(await page.inputValue(id('note'))).toBe('Calls about the refund')
      await over(() => stub.hangUp())
      // Another customer who only rings takes nobody's pen; the call that is answered shows its room.
      rings('Bima', 'room_bima')
      await says(page, 'rings-next', 'Bima is calling.')
      expect(await page.inputValue(id('note'))).toBe('Calls about the refund')
      await looksGood(page)
      await page.click(id('accept'))
      await shows('room_bima')
      expect(await page.inputValue(id('note'))).toBe('')
      await page.fill(id('note'), 'Wants a call tomorrow')
      await says(page, 'unsaved-note', 'Siti Rahma')
      await over(() => page.click(id('hang-up')))
      rings('Siti Rahma', 'room_siti')
      await says(page, 'rings-next', 'Siti Rahma is calling.')
      await page.click(id('show-next'))
      await shows('room_siti')
      expect(await page.inputValue(id('note'))).toBe('Calls about the refund')
      await over(() => stub.hangUp())
      rings('Bima', 'room_bima')
      await says(page, 'rings-next', 'Bima is calling.')
      await page.click(id('add-note'))
      await shows('room_bima')
      expect(await page.inputValue(id('note'))).toBe('Wants a call tomorrow')
      await over(() => stub.hangUp())
      await page.click(id('close-room'))
      await page.click(`${id('unsaved-note')} a`)
      await shows('room_bima')
      expect(await page.inputValue(id('note'))).toBe('Wants a call tomorrow')
      await page.click(id('add-note'))
      await says(page, 'notes', 'Wants a call tomorrow')
      expect(await page.inputValue(id('note'))).toBe('')
      await page.click(id('nav-desk'))
      rings('Siti Rahma', 'room_siti')
      await says(page, 'notes', 'Calls about the refund')
      const dock = await page.waitForSelector(id('dock'))
      const box = await dock.boundingBox()
      const top = await page.evaluate(
        ([x, y]) => document.elementFromPoint(Number(x), Number(y))?.closest('[data-testid=dock]') !== null,
        [box!.x + box!.width / 2, box!.y + box!.height / 2],
      )
      expect(top).toBe(true)
    }))

  it('is taken over and resolved by the agent (RM-2)', () =>
    visit({ rooms: [sampleRoom()], room: 'room_siti' }, async ({ open, stub }) => {
      const page = await ready(await open('/?agent=ayu'))
      stub.ring('Siti Rahma')
      await page.click(id('take-over'))
      await page.waitForSelector(`${id('room-state')}[data-state=answered]:has-text("Ayu Lestari")`)
      expect(await page.locator(id('take-over')).count()).toBe(0)
      await page.click(id('resolve'))
      await page.waitForSelector(`${id('room-state')}[data-state=resolved]`)
      expect(await page.locator(id('resolve')).count()).toBe(0)
      // What can be archived is assigned to nobody, and an agent acts on rooms of the agent's own.
      expect(await page.locator(`${id('archive')}, ${id('assign')}`).count()).toBe(0)
    }))

  it('is labelled, assigned to several, and put away and taken back by a supervisor (RM-2, RM-4, RM-5)', () =>
    visit({ rooms: [sampleRoom(), room('room_other', { labels: [{ name: 'Retur', colour: '#2e7d32' }] })] }, async ({ open }) => {
      const page = await ready(await open('/?agent=dewi#/rooms/room_siti'))
      const head = (words: string): string => `.room-head ${id('label')}:has-text("${words}")`
      await page.click(`${id('labels')} ${id('take-off')} >> nth=0`)
      await page.waitForSelector(head('VIP'), { state: 'detached' })
      await page.click(id('new-label'))
      await page.click(id('label-offer'))
      await page.waitForSelector(head('Retur'))
      await page.click(id('new-label'))
      await page.fill(id('label-name'), 'Tagihan')
      expect(await page.getAttribute(id('add-label'), 'aria-disabled')).toBe('true')
      await page.fill(id('label-name'), 'Bahasa Jawa')
      await page.check(id('colour-6'))
      await page.click(id('assign'))
      await page.check(id('assign-ayu'))
      await page.check(id('assign-budi'))
      await looksGood(page)
      await page.click(id('add-label'))
      await page.waitForSelector(head('Bahasa Jawa'))
      await page.click(id('assign-save'))
      await page.waitForSelector(`${id('room-state')}[data-state=answered]:has-text("Ayu Lestari, Budi Santoso")`)
      expect(await page.locator(id('archive')).count()).toBe(0)
      await page.click(id('resolve'))
      await page.click(id('archive'))
      await says(page, 'room-archived', 'Archived')
      await page.click(id('back'))
      await page.click(id('rooms-archived'))
      await page.click(`${id('room-row')}:has-text("Siti Rahma")`)
      await page.click(id('unarchive'))
      await page.waitForSelector(id('room-archived'), { state: 'detached' })
    }))

  it('sends the customer a call button, and says when WhatsApp does not take it (IN-14)', () =>
    visit({ rooms: [{ ...sampleRoom(), state: 'answered', agents: [{ id: 'ayu', name: 'Ayu Lestari' }] }] }, async ({ open }) => {
      const page = await ready(await open('/?agent=ayu#/rooms/room_siti'))
      await page.click(id('call-button'))
      await page.fill(id('button-text'), 'closed')
      await page.click(id('send-button'))
      await says(page, 'refused', 'WhatsApp does not take this')
      await page.fill(id('button-text'), 'Tap to talk to us')
      await page.fill(id('button-payload'), 'invoice 42')
      await looksGood(page)
      await page.click(id('send-button'))
      await says(page, 'thread', 'Tap to talk to us')
      await says(page, 'thread', 'Call button')
      await page.waitForSelector(id('call-button-form'), { state: 'detached' })
    }))

  it('says so when the customer has never written, for a call opens no room (RM-1)', () =>
    visit({ payload: 'spring sale' }, async ({ open, stub }) => {
      const page = await ready(await open('/?agent=ayu'))
      stub.ring('Bima')
      await says(page, 'empty', 'Bima has not written to this number.')
      await says(page, 'payload', 'spring sale')
      expect(await violations(page)).toEqual([])
    }))
})

describe('recordings (IN-10)', { timeout: NEVER_MS }, () => {
  it('are played in the room, marked as voicemail of their call', () =>
    visit({ rooms: [sampleRoom()] }, async ({ open }) => {
      const page = await ready(await open('/?agent=ayu#/rooms/room_siti'))
      await says(page, 'thread', 'Left after an unanswered call')
      await page.click(id('play'))
      await page.waitForSelector(id('player'))
      await page.waitForFunction(
        (player) => (document.querySelector(player) as HTMLAudioElement).duration > 1,
        id('player'),
      )
      expect(await violations(page)).toEqual([])
    }))

  it('say why they are not there', () => {
    const media = (state: 'waiting' | 'lost' | 'expired', failure: string | null): typeof kept => ({ ...kept, state, failure })
    const rooms = [
      room('room_a', {
        messages: [
          message('1', { kind: 'audio', media: media('waiting', null) }),
          message('2', { kind: 'audio', media: media('waiting', 'no_answer') }),
          message('3', { kind: 'voicemail', media: media('lost', 'not_found') }),
          message('4', { kind: 'voicemail', media: media('expired', null) }),
        ],
      }),
    ]
    return visit({ rooms }, async ({ open }) => {
      const page = await ready(await open('/?agent=ayu#/rooms/room_a'))
      for (const words of ['On its way from WhatsApp', 'WhatsApp did not answer in time.', 'does not have it any more', 'and is gone']) {
        await says(page, 'thread', words)
      }
      await page.selectOption(id('language'), 'id')
      await says(page, 'thread', 'Sedang diambil dari WhatsApp')
      expect(await violations(page)).toEqual([])
    })
  })
})

describe('the list of rooms (RM-5)', { timeout: NEVER_MS }, () => {
  const ayu = { id: 'ayu', name: 'Ayu Lestari' }
  const who = (name: string | null): ReturnType<typeof room>['customer'] => ({ name, number: '6281298765432', user_id: null, parent_user_id: null })
  const rooms = (): ReturnType<typeof room>[] => [
    room('room_mine', { state: 'answered', agents: [ayu], customer: who('Siti Rahma') }),
    room('room_open', { customer: who(LONG), labels: [{ name: 'VIP', colour: '#c62828' }] }),
    room('room_done', { state: 'resolved', customer: who('مريم عبد الرحمن'), last_interaction_at: '2026-01-02T03:04:05Z' }),
    room('room_nameless', { customer: who(null) }),
    room('room_old', { state: 'resolved', archived: true, customer: who('Zainal'), channel: '100000000000007', channel_name: 'Penjualan' }),
  ]
  const shows = (page: Page, count: number): Promise<unknown> =>
    page.waitForFunction(
      ([row, wanted]) =>
        document.querySelectorAll(String(row)).length === wanted && document.querySelector('[data-testid=loading]') === null,
      [id('room-row'), count] as const,
    )

  it('begins with mine for an agent, and has all, unassigned and archived', () =>
    visit({ rooms: rooms() }, async ({ open }) => {
      const page = await ready(await open('/?agent=ayu'))
      const asked: string[] = []
      page.on('request', (request) => asked.push(new URL(request.url()).pathname))
      await page.click(id('nav-rooms'))
      await shows(page, 1)
      await page.click(id('rooms-all'))
      await shows(page, 4)
      await looksGood(page)
      // On a phone the name stands first, the time at its right, and the state below on one line.
      const part = async (which: string): Promise<Box> => (await page.locator(`${id('room-row')} ${which} >> nth=0`).boundingBox()) as Box
      const [face, name, time, state] = await Promise.all(['.avatar', 'bdi', 'time', id('room-state')].map(part))
      expect(name!.x).toBeLessThan(face!.x + face!.width + 24)
      expect(time!.x).toBeGreaterThan(name!.x + name!.width)
      expect(time!.y).toBeLessThan(state!.y)
      expect(state!.height).toBeLessThan(32)
      await page.click(id('rooms-archived'))
      await shows(page, 1)
      await says(page, 'rooms', 'Zainal')
      await page.click(id('rooms-unassigned'))
      await shows(page, 3)
      // An agent knows channels by the rooms that were listed.
      expect(await page.locator(`${id('filter-channel')} option`).allInnerTexts()).toEqual(['All channels', 'Dering Demo', 'Penjualan'])
      await page.reload()
      await shows(page, 3)
      await page.click(`${id('room-row')} >> nth=0`)
      await page.waitForSelector(`${id('room')}[data-room=room_open]`)
      await page.click(id('back'))
      await page.waitForSelector(id('rooms-mine'))
      // Which an agent may not read: it would be refused.
      expect(asked).not.toContain('/v1/channels')
    }))

  it('is narrowed by state, label, channel, time and name, which stand in the address', () =>
    visit({ rooms: rooms() }, async ({ open }) => {
      const page = await ready(await open('/?agent=dewi#/rooms?list=all'))
      await shows(page, 4)
      await page.selectOption(id('filter-status'), 'resolved')
      await shows(page, 1)
      await page.click(id('clear'))
      await page.fill(id('filter-label'), 'VIP')
      await shows(page, 1)
      await page.click(id('clear'))
      await page.fill(id('filter-name'), 'siti')
      await shows(page, 1)
      expect(page.url()).toContain('name=siti')
      await page.click(id('clear'))
      await page.fill(id('filter-to'), '2026-06-01T00:00')
      await shows(page, 1)
      await page.click(id('clear'))
      await page.selectOption(id('filter-channel'), { label: 'Dering Demo' })
      expect(page.url()).toContain('channel=100000000000001')
      await shows(page, 4)
      await page.fill(id('filter-from'), '2100-01-01T00:00')
      await says(page, 'empty', 'No rooms here')
    }))

  it('says what is wrong when the gateway cannot be read', () =>
    visit({ rooms: rooms(), isRestDown: true }, async ({ open, stub }) => {
      const page = await ready(await open('/?agent=ayu#/rooms?list=all'))
      await says(page, 'refused', 'The gateway cannot read this now')
      stub.settings.isRestDown = false
      await page.click(id('again'))
      await shows(page, 4)
    }))
})

describe('the second caller (IN-4)', { timeout: NEVER_MS }, () => {
  it('is a notice that can be declined or ignored, and goes when the call is over', () =>
    visit({ wrapUpMs: 3_600_000 }, async ({ open, stub }) => {
      const page = await ready(await open('/?agent=ayu'))
      stub.ring('Siti')
      await page.click(id('accept'))
      await page.waitForSelector(id('hang-up'))
      stub.wait('call_second', 'Bima')
      await says(page, 'waiting', 'Bima is calling you')
      expect(await page.locator(id('accept')).count()).toBe(0)
      await looksGood(page)
      await page.click(id('waiting-ignore'))
      await page.waitForSelector(id('waiting'), { state: 'detached' })
      stub.wait('call_third', 'Citra')
      await says(page, 'waiting', 'Citra is calling you')
      stub.waitOver('call_third')
      await page.waitForSelector(id('waiting'), { state: 'detached' })
      stub.wait('call_fourth', 'Dani')
      await page.click(id('waiting-decline'))
      await page.waitForSelector(id('waiting'), { state: 'detached' })
      stub.wait('call_fifth', 'Eko')
      await says(page, 'waiting', 'until this call is over')
      await page.click(id('hang-up'))
      await says(page, 'waiting', 'until your wrap-up is over')
    }))
})

describe('who rang', { timeout: NEVER_MS }, () => {
  it('lists what rang here, and what was missed', () => {
    const at = Date.now() - 600_000
    const past = [
      { ...loggedCall({ id: 'call_a', customer: { name: 'Siti' }, status: 'unanswered', reason: 'timed_out', startedAt: at }), rang: ['ayu'] },
      { ...loggedCall({ id: 'call_b', customer: { name: 'Bima' }, status: 'answered', reason: 'customer_hung_up', startedAt: at, talkMs: 9000, agent: { id: 'ayu', name: 'Ayu Lestari' } }), rang: ['ayu'] },
      { ...loggedCall({ id: 'call_c', customer: { name: 'Citra' }, status: 'unanswered', reason: 'timed_out', startedAt: at }), rang: ['budi'] },
    ]
    return visit({ past }, async ({ open }) => {
      const page = await ready(await open('/?agent=ayu'))
      await says(page, 'history', 'Siti')
      await says(page, 'history', 'Bima')
      expect(await page.locator(`${id('history')}:has-text("Citra")`).count()).toBe(0)
      await page.click(id('rang-missed'))
      await page.waitForSelector(`${id('history')}:has-text("Bima")`, { state: 'detached' })
      await says(page, 'history', 'Siti')
    })
  })

  it('lists the calls that were made here too, whatever became of them', () => {
    const at = Date.now() - 600_000
    const made = (call: string, name: string, agent: string, more: object = {}): object => ({
      ...loggedCall({ id: call, customer: { name }, status: 'unanswered', reason: 'customer_declined', startedAt: at, agent: { id: agent, name: agent } }),
      direction: 'outbound',
      rang: [],
      ...more,
    })
    const past = [
      made('call_a', 'Siti', 'ayu'),
      made('call_b', 'Bima', 'ayu', { status: 'answered', reason: 'customer_hung_up', talk_ms: 120_000 }),
      made('call_c', 'Citra', 'budi'),
    ]
    return visit({ past }, async ({ open }) => {
      const page = await ready(await open('/?agent=ayu'))
      await says(page, 'history', 'Siti')
      await says(page, 'history', '2:00')
      await page.reload()
      await says(page, 'history', 'Siti')
      await says(page, 'history', '2:00')
      expect(await page.locator(`${id('history')} li`).count()).toBe(2)
    })
  })
})

describe("the customer's phone", { timeout: NEVER_MS }, () => {
  it('shows a call button of the business, and calls with what it carries (IN-14)', () =>
    visit({}, async ({ open, stub }) => {
      const phone = await open('/sandbox/phone')
      await phone.waitForSelector(`${id('call')}:enabled`)
      const ends = new Date(Date.now() + 3_600_000).toISOString()
      stub.toPhone({ id: 'wamid.1', text: 'Tap to talk to us', at: ends, button: { text: 'Call us', ends_at: ends, payload: 'order-4471' } })
      await says(phone, 'inbox', 'Tap to talk to us')
      await phone.click(id('call-button'))
      await phone.waitForSelector(`${id('call-state')}[data-state=ended]`)
      expect(stub.settings['lastPayload']).toBe('order-4471')
      expect(await violations(phone)).toEqual([])
    }))

  it('writes to the business, and leaves a voice message after a call that nobody answered (IN-10)', () => {
    const written: unknown[] = []
    return visit({ written }, async ({ open }) => {
      const phone = await open('/sandbox/phone')
      await phone.fill(id('message-text'), 'Halo')
      await phone.click(id('send-message'))
      await says(phone, 'said', 'Sent.')
      expect(await phone.locator(id('voice-message')).count()).toBe(0)
      await phone.click(id('call'))
      await phone.click(id('voice-message'))
      await says(phone, 'said', 'The voice message was sent.')
      expect(await phone.locator(id('voice-message')).count()).toBe(0)
      expect(written).toEqual([
        { text: 'Halo', customer: 890, name: 'Siti Rahma' },
        { voice: 'customer', customer: 890, name: 'Siti Rahma' },
      ])
      for (const width of [1440, 390]) {
        await phone.setViewportSize({ width, height: 844 })
        expect(await tooWide(phone), String(width)).toBeLessThanOrEqual(0)
        expect(await violations(phone), String(width)).toEqual([])
      }
    })
  })
})
