import { beforeAll, describe, expect, it, vi } from 'vitest'
import type { LoggedCall } from '../src/api'

const kept = new Map<string, string>()

beforeAll(() => {
  vi.stubGlobal('localStorage', {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => kept.set(key, value),
    removeItem: (key: string) => kept.delete(key),
  })
  vi.stubGlobal('navigator', { language: 'id-ID' })
})

describe('messages', () => {
  it('has every message in both languages, with the same places to fill in', async () => {
    const { en } = await import('../src/i18n/en')
    const { id } = await import('../src/i18n/id')
    const places = (text: string): string[] => (text.match(/\{\w+\}/g) ?? []).sort()
    expect(Object.keys(id)).toEqual(Object.keys(en))
    for (const [key, text] of Object.entries(en)) {
      expect(places(id[key as keyof typeof id]), key).toEqual(places(text))
      expect(text.trim(), key).not.toBe('')
    }
  })

  it('uses every message that it has', async () => {
    const { en } = await import('../src/i18n/en')
    const sources = import.meta.glob('../src/**/*.{ts,tsx}', {
      query: '?raw',
      import: 'default',
      eager: true,
    }) as Record<string, string>
    const code = Object.entries(sources)
      .filter(([path]) => !path.endsWith('/en.ts') && !path.endsWith('/id.ts'))
      .map(([, text]) => text)
      .join('\n')
    const unused = Object.keys(en).filter((key) => {
      const family = key.slice(0, key.lastIndexOf('.'))
      const isBuilt = code.includes(`\`${family}.\${`) || code.includes(`words('${family}'`)
      return !code.includes(`'${key}'`) && !isBuilt
    })
    expect(unused).toEqual([])
  })

  it('follows the browser to Indonesian, fills in names, and makes unknown codes readable', async () => {
    const { t, words, language, clock, phoneNumber } = await import('../src/i18n')
    expect(language.value).toBe('id')
    expect(t('state.ringing', { name: 'Siti' })).toBe('Siti menelepon')
    expect(words('reason', 'timed_out')).toBe('Tidak ada yang menjawab tepat waktu.')
    expect(words('reason', 'moon_fell_down')).toBe('Moon fell down')
    expect(t('state.ringing', { name: '{name}' })).toBe('{name} menelepon')
    expect([0, 59_999, 245_000, 3_729_000].map(clock)).toEqual(['0:00', '0:59', '4:05', '1:02:09'])
    expect(phoneNumber('6281112345678')).toBe('+62 811-1234-5678')
    expect(phoneNumber('622150000001')).toBe('+62 21-5000-0001')
    expect(phoneNumber('+14155550123')).toBe('+1 415-5550-123')
    expect(phoneNumber('BSUID.77')).toBe('BSUID.77')
  })
})

describe('the dock', () => {
  it('never leaves the screen, however small that has become', async () => {
    const { clamp } = await import('../src/desk/place')
    const dock = { width: 360, height: 300 }
    const screen = { width: 1440, height: 900 }
    expect(clamp({ right: 24, bottom: 24 }, dock, screen)).toEqual({ right: 24, bottom: 24 })
    expect(clamp({ right: -500, bottom: 5000 }, dock, screen)).toEqual({ right: 12, bottom: 588 })
    expect(clamp({ right: 900, bottom: 900 }, dock, { width: 360, height: 240 })).toEqual({ right: 12, bottom: 12 })
  })

  it('is neither too small for its buttons nor larger than the screen', async () => {
    const { bound } = await import('../src/desk/place')
    const screen = { width: 1440, height: 900 }
    expect(bound({ width: null, height: null }, screen)).toEqual({ width: null, height: null })
    expect(bound({ width: 400, height: 300 }, screen)).toEqual({ width: 400, height: 300 })
    expect(bound({ width: 1, height: -5 }, screen)).toEqual({ width: 280, height: 264 })
    expect(bound({ width: 5000, height: 5000 }, screen)).toEqual({ width: 640, height: 876 })
    expect(bound({ width: 5000, height: 5000 }, { width: 360, height: 740 })).toEqual({ width: 336, height: 716 })
    expect(bound({ width: 500, height: 500 }, { width: 200, height: 200 })).toEqual({ width: 176, height: 176 })
  })

  it('is where and as large as it was left; what cannot be read counts as nothing', async () => {
    const { readKept } = await import('../src/desk/place')
    const corner = { right: 24, bottom: 24 }
    const natural = { width: null, height: null }
    const kept = { right: 40, bottom: 50, width: 420, height: null }
    expect(readKept(JSON.stringify(kept))).toEqual({ place: { right: 40, bottom: 50 }, size: { width: 420, height: null } })
    expect(readKept('{"right":40,"bottom":50}')).toEqual({ place: { right: 40, bottom: 50 }, size: natural })
    expect(readKept('{"right":"x","width":"wide"}')).toEqual({ place: corner, size: natural })
    expect(readKept('gone')).toEqual({ place: corner, size: natural })
    expect(readKept('null')).toEqual({ place: corner, size: natural })
    expect(readKept(null)).toEqual({ place: corner, size: natural })
  })
})

describe('the call log', () => {
  it('reads ended calls and leaves out those that still run', async () => {
    const { readLog } = await import('../src/desk/history')
    const ended: LoggedCall = {
      object: 'call',
      id: 'call_1',
      channel: '100000000000001',
      direction: 'inbound',
      state: 'ended',
      customer: { name: 'Ada', number: '447700900456', user_id: null },
      button_payload: null,
      link_payload: null,
      agent: { id: 'ayu', name: 'Ayu' },
      started_at: '2026-11-21T09:30:00.120Z',
      connected_at: '2026-11-21T09:30:07.480Z',
      ended_at: '2026-11-21T09:32:41.004Z',
      status: 'answered',
      reason: 'customer_hung_up',
      ended_by: 'customer',
      ring_ms: 7100,
      talk_ms: 153_524,
      quality: null,
      charge_minor: 0,
      meta_error_code: null,
      meta_error_subcode: null,
    }
    const missed: LoggedCall = {
      ...ended,
      id: 'call_2',
      customer: { name: null, number: null, user_id: 'GB.2' },
      agent: null,
      connected_at: null,
      ended_at: '2026-11-21T09:00:00Z',
      status: 'unanswered',
      reason: null,
      talk_ms: null,
    }
    const running: LoggedCall = { ...ended, id: 'call_3', state: 'talking', ended_at: null, status: null }
    expect(readLog({ object: 'list', data: [running, ended, missed], has_more: false })).toEqual([
      {
        call: 'call_1',
        at: Date.parse('2026-11-21T09:32:41.004Z'),
        customer: { name: 'Ada', number: '447700900456' },
        status: 'answered',
        reason: 'customer_hung_up',
        talkMs: 153_524,
        agent: 'Ayu',
        isOutgoing: false,
      },
      {
        call: 'call_2',
        at: Date.parse('2026-11-21T09:00:00Z'),
        customer: {},
        status: 'unanswered',
        reason: null,
        talkMs: 0,
        agent: null,
        isOutgoing: false,
      },
    ])
  })

  it('shows a call once, by what was seen here', async () => {
    const { pastCalls, remember } = await import('../src/desk/history')
    const call = { call: 'c', customer: {}, status: 'unanswered', reason: 'taken', talkMs: 0, agent: 'Budi', isOutgoing: false } as const
    remember({ ...call, at: 1 })
    remember({ ...call, at: 2 })
    expect(pastCalls.value).toHaveLength(1)
    expect(pastCalls.value[0]).toMatchObject({ at: 2, agent: 'Budi' })
  })
})

describe('the session', () => {
  it('knows dev from serve and never names agents by mistake', async () => {
    const { readSession } = await import('../src/desk/session')
    const agents = [{ id: 'ayu', name: 'Ayu' }]
    expect(readSession({ mode: 'dev', agents, sandbox: true })).toEqual({ mode: 'dev', agents, sandbox: true })
    expect(readSession({ mode: 'serve', agents, sandbox: false })).toEqual({ mode: 'serve', sandbox: false })
  })
})
