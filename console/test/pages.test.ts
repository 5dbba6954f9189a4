/**
 * The built pages in a real Chromium against the stub, voices carried by real peer connections
 * between tabs, under the content policy that the gateway sets. Needs the output of
 * `npm run build` and a Chromium; without either it fails rather than passing over what it is for.
 *
 * How fast the machine is must not matter: everything is waited for, limits of time only end what
 * will never come, and a call rings for as long as the test needs. What may take how long is measured
 * end to end, in `bench`.
 */
import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { CHROMIUM, launch } from '../dev/browser.mjs'
import { startStub, type Stub } from '../dev/stub.mjs'

const PAGES = new URL('../target/classes/META-INF/dering/console/index.html', import.meta.url)
const NEVER_MS = 120_000
const RING_MS = 3_600_000
const axe = (): string =>
  readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

let browser: Browser
let context: BrowserContext
let stub: Stub
let complaints: string[]

const id = (name: string): string => `[data-testid=${name}]`
const state = (page: Page, value: string): Promise<unknown> =>
  page.waitForSelector(`${id('call-state')}[data-state=${value}]`)

/** Every state that the page has shown, so that one of a few seconds is not missed. */
function keepStates(): void {
  const seen: string[] = []
  Object.assign(globalThis, { seen })
  new MutationObserver(() => {
    const shown = document.querySelector('[data-testid=call-state]')?.getAttribute('data-state')
    if (shown != null && shown !== seen.at(-1)) {
      seen.push(shown)
    }
  }).observe(document, { subtree: true, childList: true, attributes: true })
}

const ended = (page: Page): Promise<unknown> =>
  page.waitForFunction(() => (globalThis as unknown as { seen: string[] }).seen.includes('ended'))

const says = (page: Page, name: string, words: string): Promise<unknown> =>
  page.waitForSelector(`${id(name)}:has-text(${JSON.stringify(words)})`)

async function open(path: string): Promise<Page> {
  const page = await context.newPage()
  page.on('pageerror', (error) => complaints.push(error.message))
  page.on('console', (message) => {
    // The browser tells of broken sockets, and that a test's window takes no pushes.
    if (message.type() === 'error' && !/^(WebSocket connection|Chrome currently does not)/.test(message.text())) {
      complaints.push(message.text())
    }
  })
  await page.goto(stub.url + path)
  return page
}

async function desk(path = '/?agent=ayu'): Promise<Page> {
  const page = await open(path)
  await page.waitForSelector(`${id('ready-audio')}[data-state=good]`)
  return page
}

/** Waits until a meter has shown more than `level` (0..100). */
async function hears(page: Page, meter: string, level = 20): Promise<void> {
  await page.waitForFunction(
    ([selector, least]) =>
      Number(document.querySelector(String(selector))?.getAttribute('aria-valuenow')) > Number(least),
    [id(meter), level],
  )
}

interface Box {
  x: number
  y: number
  width: number
  height: number
}

const boxOf = async (page: Page, name: string): Promise<Box> =>
  (await page.locator(id(name)).boundingBox()) ?? { x: 0, y: 0, width: 0, height: 0 }
const right = (box: Box): number => box.x + box.width

/** Inside of the screen, and nothing over it. */
function isSeen(element: Element): boolean {
  const box = element.getBoundingClientRect()
  const top = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2)
  return top !== null && (element.contains(top) || top.contains(element)) && box.bottom <= innerHeight
}

const seconds = async (page: Page): Promise<number> => {
  const [minutes, rest] = (await page.innerText(id('call-timer'))).split(':').map(Number)
  return (minutes ?? 0) * 60 + (rest ?? 0)
}

async function violations(page: Page): Promise<string[]> {
  await page.evaluate(axe())
  return page.evaluate(async () => {
    const run = (globalThis as unknown as { axe: { run(): Promise<{ violations: { id: string }[] }> } }).axe
    return (await run.run()).violations.map((violation) => violation.id)
  })
}

beforeAll(() => {
  if (!existsSync(CHROMIUM)) {
    throw new Error(`no Chromium at ${CHROMIUM}: install it, or set DERING_CHROMIUM to one`)
  }
  if (!existsSync(PAGES)) {
    throw new Error('the pages are not built: npm run build')
  }
})

describe('the pages', { timeout: NEVER_MS }, () => {
  beforeAll(async () => {
    browser = await launch('--use-fake-ui-for-media-stream')
  }, NEVER_MS)
  afterAll(() => browser?.close())
  beforeEach(async () => {
    complaints = []
    stub = await startStub({ port: 0, windowMs: RING_MS })
    context = await browser.newContext({ permissions: ['microphone', 'notifications'] })
    context.setDefaultTimeout(NEVER_MS)
    await context.addInitScript(keepStates)
    const media = await context.newPage()
    await media.goto(`${stub.url}/dev/media`)
  })
  afterEach(async () => {
    await context.close()
    stub.close()
    expect(complaints).toEqual([])
  })

  it('carry a call: phone calls, agent accepts by key, both hear, mute is heard, agent hangs up', async () => {
    const agent = await open('/?agent=nobody')
    await says(agent, 'refused', 'Nobody of this name may sign in here.')
    await says(agent, 'sign-in-dewi', 'Supervisor')
    await agent.click(id('sign-in-ayu'))
    await agent.waitForSelector(`${id('ready-audio')}[data-state=good]`)
    const phone = await open('/sandbox/phone')
    await phone.selectOption(id('voice-source'), 'recording')
    await phone.click(id('call'))
    await state(phone, 'ringing')
    await state(agent, 'ringing')
    expect(await agent.innerText(id('incoming-call'))).toContain('Siti Rahma')

    await agent.bringToFront()
    expect(await violations(agent)).toEqual([])
    await agent.keyboard.press('Enter')
    await state(agent, 'talking')
    await state(phone, 'connected')
    await hears(agent, 'level-local')
    await hears(agent, 'level-remote')
    expect(await violations(agent)).toEqual([])
    expect(await agent.locator(`${id('microphone')} option`).count()).toBeGreaterThan(1)
    await phone.bringToFront()
    await hears(phone, 'level-remote')
    expect(await violations(phone)).toEqual([])

    await agent.click(id('mute'))
    await phone.waitForFunction(
      (selector) => document.querySelector(selector)?.getAttribute('aria-valuenow') === '0',
      id('level-remote'),
    )
    await agent.click(id('mute'))
    await hears(phone, 'level-remote')

    await agent.click(id('hang-up'))
    await ended(agent)
    await phone.waitForSelector(`${id('end-reason')}[data-reason=ended_by_business]`)
    await says(agent, 'history', 'You hung up.')
    await state(agent, 'idle')
  })

  it('are back in the call after a reload, with both voices', async () => {
    const agent = await desk()
    const phone = await open('/sandbox/phone')
    await phone.selectOption(id('voice-source'), 'recording')
    await phone.click(id('call'))
    await agent.bringToFront()
    await agent.click(id('accept'))
    await state(agent, 'talking')
    await agent.waitForFunction(
      (timer) => /^(0:(?!00)|[1-9])/.test(document.querySelector(timer)?.textContent ?? ''),
      id('call-timer'),
    )
    await agent.reload()
    await state(agent, 'talking')
    expect(await seconds(agent)).toBeGreaterThan(0)
    await hears(agent, 'level-remote')
    await phone.bringToFront()
    await hears(phone, 'level-remote')
    expect(await phone.getAttribute(id('call-state'), 'data-state')).toBe('connected')
  })

  it('stay muted over a reload', async () => {
    const agent = await desk()
    stub.ring('Siti')
    await agent.click(id('accept'))
    await state(agent, 'talking')
    await agent.keyboard.press('m')
    await agent.waitForSelector(`${id('mute')}[aria-pressed=true]`)
    await agent.reload()
    await agent.waitForSelector(`${id('mute')}[aria-pressed=true]`)
  })

  it('show a wrap-up with the time that is left, also after a reload, and end it by a press', async () => {
    stub.settings['wrapUpMs'] = 3_600_000
    const agent = await desk()
    stub.ring('Siti')
    await agent.click(id('accept'))
    await state(agent, 'talking')
    await agent.click(id('hang-up'))
    await agent.waitForSelector(`${id('presence')}[data-state=wrap_up]`)
    await agent.reload()
    await agent.waitForSelector(`${id('presence')}[data-state=wrap_up]`)
    expect(await agent.innerText(id('wrap-up-left'))).toMatch(/^(1:00:00|59:\d\d)$/)
    expect(await violations(agent)).toEqual([])
    await agent.click(id('presence'))
    await agent.waitForSelector(`${id('presence')}[data-state=online]`)
    expect(await agent.locator(id('wrap-up-left')).count()).toBe(0)
  })

  it('say that the browser had put them to sleep, until that is read', async () => {
    const agent = await desk()
    stub.slept(41_000)
    expect(await agent.innerText(id('slept'))).toContain('41 s')
    expect(await violations(agent)).toEqual([])
    await agent.click(`${id('slept')} button`)
    expect(await agent.locator(id('slept')).count()).toBe(0)
  })

  it('let the rest of the page be used while it rings and talks; the dock moves and stays (IN-11)', async () => {
    const agent = await desk()
    stub.ring('Siti')
    await state(agent, 'ringing')
    await agent.click(id('presence'))
    await agent.waitForSelector(`${id('presence')}[data-state=away]`)
    const place = (): Promise<Box> => boxOf(agent, 'dock')

    const corner = await place()
    const handle = await boxOf(agent, 'move')
    await agent.mouse.move(handle.x + 8, handle.y + 8)
    await agent.mouse.down()
    await agent.mouse.move(handle.x - 292, handle.y - 92, { steps: 5 })
    await agent.mouse.up()
    const dragged = await place()
    expect(dragged.x).toBeCloseTo(corner.x - 300, 0)
    expect(dragged.y).toBeCloseTo(corner.y - 100, 0)

    await agent.focus(id('move'))
    await agent.keyboard.press('ArrowRight')
    await agent.keyboard.press('Shift+ArrowUp')
    const stepped = await place()
    expect(stepped.x).toBeCloseTo(dragged.x + 16, 0)
    expect(stepped.y).toBeCloseTo(Math.max(12, dragged.y - 64), 0)

    await agent.click(id('minimise'))
    await agent.waitForSelector(`${id('dock')}[data-minimised=true]`)
    expect((await place()).height).toBeLessThan(corner.height / 2)
    await agent.click(id('accept'))
    await state(agent, 'talking')
    expect(await agent.isVisible(id('hang-up'))).toBe(true)
    expect(await agent.isVisible(id('mute'))).toBe(true)
    expect(await agent.isVisible(id('call-timer'))).toBe(true)
    await agent.setViewportSize({ width: 360, height: 640 })
    await expect.poll(async () => right(await place()), { timeout: NEVER_MS }).toBeLessThanOrEqual(360)
    expect((await place()).x).toBeGreaterThanOrEqual(0)
  })

  it('let the dock be resized by pointer and keys, within bounds, and remember it (IN-11)', async () => {
    const agent = await desk()
    stub.ring('Siti')
    await agent.click(id('accept'))
    await state(agent, 'talking')
    const usual = await boxOf(agent, 'dock')
    const drag = async (x: number, y: number): Promise<Box> => {
      const corner = await boxOf(agent, 'resize')
      await agent.mouse.move(corner.x + 12, corner.y + 12)
      await agent.mouse.down()
      await agent.mouse.move(corner.x + 12 + x, corner.y + 12 + y, { steps: 4 })
      await agent.mouse.up()
      return boxOf(agent, 'dock')
    }

    const larger = await drag(-200, -60)
    expect(larger.width).toBeCloseTo(usual.width + 200, 0)
    expect(larger.height).toBeCloseTo(usual.height + 60, 0)
    expect(right(larger)).toBeCloseTo(right(usual), 0)
    const smallest = await drag(700, 700)
    expect([smallest.width, smallest.height]).toEqual([280, 264])
    const overflow = await agent.locator('.dock-body').evaluate((body) => body.scrollWidth - body.clientWidth)
    expect(overflow).toBe(0)
    for (const name of ['mute', 'hang-up', 'call-timer']) {
      expect(await agent.locator(id(name)).evaluate(isSeen), name).toBe(true)
    }
    expect(await violations(agent)).toEqual([])

    await agent.focus(id('resize'))
    await agent.keyboard.press('ArrowLeft')
    await agent.keyboard.press('Shift+ArrowUp')
    await expect.poll(async () => (await boxOf(agent, 'dock')).width, { timeout: NEVER_MS }).toBe(296)
    expect((await boxOf(agent, 'dock')).height).toBe(328)

    await agent.reload()
    await state(agent, 'talking')
    const kept = await boxOf(agent, 'dock')
    expect([kept.width, kept.height]).toEqual([296, 328])

    await agent.focus(id('resize'))
    await agent.keyboard.press('Home')
    expect((await boxOf(agent, 'dock')).width).toBe(usual.width)
    await agent.setViewportSize({ width: 360, height: 640 })
    for (let press = 0; press < 12; press++) {
      await agent.keyboard.press('Shift+ArrowLeft')
      await agent.keyboard.press('Shift+ArrowUp')
    }
    const small = await boxOf(agent, 'dock')
    expect([small.x, small.y, small.width, small.height]).toEqual([12, 12, 336, 616])
  })

  it('say whose calls ring here, and that none will for an agent of no ring group', async () => {
    stub.settings['ringGroups'] = ['Front desk', 'W'.repeat(100)]
    const ayu = await desk()
    await says(ayu, 'status', 'Calls to Front desk and WWW')
    await ayu.setViewportSize({ width: 390, height: 844 })
    expect(await ayu.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0)
    Object.assign(stub.settings, { ringGroups: [] })
    const dewi = await desk('/?agent=dewi')
    await says(dewi, 'status', 'You are in no ring group, so no call rings here.')
    // Groups are told at sign-in alone; a call that rings tells the rest.
    stub.ring('Siti')
    await dewi.click(id('decline'))
    await says(dewi, 'status', 'The next call rings here.')
  })

  it('never say that there was no call while one is there', async () => {
    const agent = await desk()
    await says(agent, 'last', 'No calls yet')
    stub.ring('Siti')
    await agent.click(id('accept'))
    await says(agent, 'last', 'Your first call is on now.')
    await agent.click(id('hang-up'))
    await says(agent, 'last', 'You hung up.')
    await agent.reload()
    await says(agent, 'last', 'You hung up.')
  })

  it('never show a button between two colours, where its words could not be read', async () => {
    const agent = await desk()
    const fading = await agent.$$eval('.button', (buttons) =>
      buttons.map((button) => getComputedStyle(button).transitionProperty),
    )
    expect(fading.length).toBeGreaterThan(0)
    expect(fading.filter((properties) => /all|background|^color/.test(properties))).toEqual([])
  })

  it('keep Enter on a button for that button', async () => {
    const agent = await desk()
    stub.ring('Siti')
    await agent.focus(id('decline'))
    await agent.keyboard.press('Enter')
    await says(agent, 'history', 'You declined.')
  })

  it('tell the slower agent who took the call (IN-5)', async () => {
    const ayu = await desk()
    const budi = await desk('/?agent=budi')
    stub.ring('Siti')
    await ayu.waitForSelector(id('accept'))
    await budi.click(id('accept'))
    await ended(ayu)
    await says(ayu, 'history', 'Taken by Budi Santoso')
  })

  it('answer without a microphone, and say what that means', async () => {
    const agent = await desk()
    await agent.evaluate(() => {
      navigator.mediaDevices.getUserMedia = () =>
        Promise.reject(new DOMException('Requested device not found', 'NotFoundError'))
    })
    stub.ring('Siti')
    await agent.click(id('accept'))
    await state(agent, 'talking')
    await says(agent, 'microphone-missing', 'cannot hear you')
  })

  it('come back by themselves when the gateway was away', async () => {
    const agent = await desk()
    stub.settings.isDown = true
    stub.dropSockets()
    await agent.waitForSelector(id('reconnecting'))
    stub.settings.isDown = false
    await agent.waitForSelector(`${id('presence')}[data-state=online]`)
    await agent.waitForSelector(id('reconnecting'), { state: 'detached' })
  })

  it('show the notification of a call where there is no service worker, and take it away again', async () => {
    const agent = await context.newPage()
    await agent.addInitScript(() => {
      const shown: string[] = []
      class Fake {
        static permission = 'granted'
        onclick = null
        constructor(readonly title: string) {
          shown.push(title)
        }
        close(): void {
          shown.push('closed')
        }
      }
      Object.assign(globalThis, { Notification: Fake, shown })
      // With a service worker it is the worker's: see push.test.ts.
      Object.defineProperty(navigator, 'serviceWorker', { value: undefined })
    })
    await agent.goto(`${stub.url}/?agent=ayu`)
    await agent.waitForSelector(`${id('ready-audio')}[data-state=good]`)
    stub.ring('Siti')
    await agent.waitForSelector(id('accept'))
    stub.hangUp()
    await ended(agent)
    const shown = await agent.evaluate(() => (globalThis as unknown as { shown: string[] }).shown)
    expect(shown).toEqual(['Siti is calling', 'closed'])
  })

  it('say on the phone that nobody is there, and where to sign in', async () => {
    const phone = await open('/sandbox/phone')
    await phone.click(id('call'))
    await phone.waitForSelector(`${id('end-reason')}[data-reason=nobody_there]`)
    expect(await phone.getAttribute(`${id('end-reason')} a`, 'href')).toBe('/?agent=ayu')
    await phone.click(`${id('exchange')} summary`)
    await says(phone, 'exchange', '"terminate"')
  })

  it('call again at once: the end of the call before does not end the new one', async () => {
    const agent = await desk()
    Object.assign(stub.settings, { endMs: 200 })
    const phone = await open('/sandbox/phone')
    await phone.click(id('call'))
    await state(phone, 'ringing')
    await phone.click(id('end'))
    await phone.click(id('call'))
    await state(phone, 'ringing')
    await agent.click(id('accept'))
    await state(phone, 'connected')
    await hears(phone, 'level-remote')
  })

  it('let the recorded voice speak where there is no microphone', async () => {
    await context.addInitScript(() => {
      navigator.mediaDevices.enumerateDevices = () => Promise.resolve([])
      navigator.mediaDevices.getUserMedia = () =>
        Promise.reject(new DOMException('Requested device not found', 'NotFoundError'))
    })
    await desk()
    const phone = await open('/sandbox/phone')
    await phone.waitForFunction(
      (selector) => document.querySelector<HTMLSelectElement>(selector)?.value === 'recording',
      id('voice-source'),
    )
    await phone.click(id('call'))
    await state(phone, 'ringing')
  })

  it('explain tokens under serve, take one from the address, and hide it there', async () => {
    Object.assign(stub.settings, { mode: 'serve', token: 'good-token' })
    const page = await open('/')
    await page.waitForSelector('#token')
    expect(await page.innerText('main')).toContain('dering token create --agent NAME')
    const signedIn = await desk('/#token=good-token')
    expect(signedIn.url()).not.toContain('good-token')
    await signedIn.reload()
    await signedIn.waitForSelector(id('presence'))
  })
})

describe('sound that the browser forbids', { timeout: NEVER_MS }, () => {
  it('is said plainly, with a button that enables it', async () => {
    const strict = await launch('--autoplay-policy=document-user-activation-required')
    const server = await startStub({ port: 0, windowMs: RING_MS })
    try {
      const page = await strict.newPage({ permissions: ['microphone'] })
      page.setDefaultTimeout(NEVER_MS)
      await page.goto(`${server.url}/?agent=ayu`)
      await page.waitForSelector(`${id('presence')}[data-state=online]`)
      server.ring('Siti')
      await page.waitForSelector(id('sound-blocked'))
      await page.click(`${id('sound-blocked')} button`)
      await page.waitForSelector(`${id('ready-sound')}[data-state=good]`)
      await page.waitForSelector(id('sound-blocked'), { state: 'detached' })
    } finally {
      await strict.close()
      server.close()
    }
  })
})
