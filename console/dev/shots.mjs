// Pictures of every state of both pages at 360, 768 and 1440 px in both themes, and axe-core over each:
//
//   npm run build && npm run shots -- [name...]       pictures land in /tmp/dering-shots
import { mkdir, readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { launch } from './browser.mjs'
import { loggedCall, manyCalls, startStub } from './stub.mjs'

const out = process.env.SHOTS ?? '/tmp/dering-shots'
const axeSource = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const wanted = process.argv.slice(2)
const SIZES = [
  [360, 740],
  [768, 1024],
  [1440, 900],
]
const LONG = 'Raden Ajeng Kartiningsih Wulandari Kusumawardhani Prawirodirdjo Sastrowijoyo of Solo'

await mkdir(out, { recursive: true })
const browser = await launch()
let violations = 0

async function picture(page, name) {
  for (const scheme of ['light', 'dark']) {
    await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' })
    for (const [width, height] of SIZES) {
      await page.setViewportSize({ width, height })
      await page.waitForTimeout(120)
      const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
      if (wide > 0) {
        violations += 1
        console.log(`${name} ${width} ${scheme}: ${wide} px too wide`)
      }
      await page.screenshot({ path: `${out}/${name}-${width}-${scheme}.png` })
    }
    const found = await page.evaluate(async (source) => {
      if (window.axe === undefined) {
        // Evaluated by the driver, not by a script element, which the page's policy forbids.
        new Function(source).call(window)
      }
      const result = await window.axe.run(document)
      return result.violations.map((violation) => ({
        id: violation.id,
        nodes: violation.nodes.map((node) => `${node.html.slice(0, 140)} | ${node.any[0]?.message ?? ''}`),
      }))
    }, axeSource)
    for (const violation of found) {
      violations += 1
      console.log(`${name} ${scheme}: axe ${violation.id}\n   ${violation.nodes.join('\n   ')}`)
    }
  }
}

/** One scene: its own stub, context and media page, and whatever went wrong in the console. */
async function scene(name, settings, play) {
  if (wanted.length > 0 && !wanted.some((part) => name.includes(part))) {
    return
  }
  const stub = await startStub({ port: 0, ...settings })
  const context = await browser.newContext({
    bypassCSP: true,
    locale: settings.locale ?? 'en-GB',
    permissions: settings.permissions ?? ['microphone', 'notifications'],
  })
  const media = await context.newPage()
  await media.goto(`${stub.url}/dev/media`)
  const open = async (path) => {
    const page = await context.newPage()
    page.on('pageerror', (error) => console.log(`${name}: ${error.message}`))
    page.on('console', (message) => {
      if (message.type() === 'error') {
        console.log(`${name}: ${message.text()}`)
      }
    })
    await page.goto(stub.url + path)
    return page
  }
  try {
    await play({ stub, open, shot: (page, suffix = '') => picture(page, name + suffix) })
    console.log(`${name}: done`)
  } catch (error) {
    violations += 1
    console.log(`${name}: ${error.message}`)
  } finally {
    await context.close()
    stub.close()
  }
}

const ready = (page) => page.waitForSelector('[data-testid=ready-audio][data-state=good]')
const state = (page, value, timeout = 8000) =>
  page.waitForSelector(`[data-testid=call-state][data-state=${value}]`, { timeout })

const PAST = [
  ['call_a', 'Siti Rahma', 'answered', 'customer_hung_up', 184_000, 300],
  ['call_b', undefined, 'unanswered', 'timed_out', 0, 2400],
  ['call_c', 'مريم عبد الرحمن', 'answered', 'agent_hung_up', 61_000, 9000],
  ['call_d', LONG, 'unanswered', 'customer_hung_up', 0, 90_000],
].map(([id, name, status, reason, talkMs, ago]) =>
  loggedCall({
    id,
    customer: { name: name ?? null, number: '6281298765432' },
    status,
    reason,
    startedAt: Date.now() - ago * 1000,
    talkMs,
  }),
)

await scene('sign-in', {}, async ({ open, shot }) => {
  const page = await open('/')
  await page.waitForSelector('[data-testid=sign-in-ayu]')
  await shot(page)
})

await scene('sign-in-serve', { mode: 'serve' }, async ({ open, shot }) => {
  const page = await open('/#token=wrong')
  await page.waitForSelector('[data-testid=refused]')
  await shot(page)
})

await scene('idle-first', { permissions: [] }, async ({ open, shot }) => {
  const page = await open('/?agent=ayu')
  await ready(page)
  await shot(page)
})

await scene('idle-id', { past: PAST, locale: 'id-ID' }, async ({ open, shot }) => {
  const page = await open('/?agent=ayu')
  await ready(page)
  await page.waitForSelector('[data-testid=history]')
  await shot(page)
})

await scene('ringing', { past: PAST }, async ({ stub, open, shot }) => {
  const page = await open('/?agent=ayu')
  await ready(page)
  stub.ring('Siti Rahma')
  await state(page, 'ringing')
  await shot(page)
  await page.keyboard.press('Escape')
  await shot(page, '-minimised')
})

await scene('ringing-long', { customer: { name: LONG, number: '6281298765432' } }, async ({ stub, open, shot }) => {
  const page = await open('/?agent=ayu')
  await ready(page)
  stub.ring()
  await state(page, 'ringing')
  await shot(page)
})

await scene('talking', { past: PAST }, async ({ open, shot }) => {
  const agent = await open('/?agent=ayu')
  await ready(agent)
  const phone = await open('/sandbox/phone')
  await phone.selectOption('[data-testid=voice-source]', 'recording')
  await phone.click('[data-testid=call]')
  await state(agent, 'ringing')
  await agent.bringToFront()
  await agent.keyboard.press('Enter')
  await state(agent, 'talking')
  await state(phone, 'connected')
  await agent.waitForTimeout(1500)
  await shot(agent)
  await agent.keyboard.press('Escape')
  await agent.keyboard.press('m')
  await shot(agent, '-minimised')
  await phone.bringToFront()
  await shot(phone, '-phone')
  await phone.click('[data-testid=end]')
  await state(agent, 'ended')
  await phone.click('.exchange >> nth=0')
  await shot(phone, '-phone-ended')
  await agent.bringToFront()
  await shot(agent, '-ended')
})

await scene('no-microphone', {}, async ({ stub, open, shot }) => {
  const page = await open('/?agent=ayu')
  await ready(page)
  await page.evaluate(() => {
    navigator.mediaDevices.getUserMedia = () =>
      Promise.reject(new DOMException('Requested device not found', 'NotFoundError'))
  })
  stub.ring('Siti Rahma')
  await state(page, 'ringing')
  await page.click('[data-testid=accept]')
  await state(page, 'talking')
  await page.waitForSelector('[data-testid=microphone-missing]')
  await shot(page)
})

await scene('reconnecting', { past: PAST }, async ({ stub, open, shot }) => {
  const page = await open('/?agent=ayu')
  await ready(page)
  stub.settings.isDown = true
  stub.dropSockets()
  await page.waitForSelector('[data-testid=reconnecting]')
  await shot(page)
})

await scene('keys', {}, async ({ open, shot }) => {
  const page = await open('/?agent=ayu')
  await ready(page)
  await page.keyboard.press('?')
  await shot(page)
})

await scene('phone-permission', {}, async ({ stub, open, shot }) => {
  const page = await open('/sandbox/phone')
  await page.waitForSelector('[data-testid=call]:not([disabled])')
  stub.ask('wamid.1', 'May we call you about your order A-1001?')
  await page.waitForSelector('[data-testid=permission-card]')
  await shot(page)
  await page.click('[data-testid=allow-7-days]')
  await page.waitForSelector('[data-testid=permission-until]')
  stub.nudge(2)
  await page.waitForSelector('[data-testid=nudge]')
  await shot(page, '-allowed')
})

await scene('phone-incoming', { locale: 'id-ID' }, async ({ stub, open, shot }) => {
  const page = await open('/sandbox/phone')
  await page.waitForSelector('[data-testid=call]:not([disabled])')
  stub.ask('wamid.1', 'Bolehkah kami menelepon Anda tentang pesanan A-1001?')
  await page.click('[data-testid=allow-always]')
  stub.callPhone()
  await page.waitForSelector('[data-testid=answer]')
  await shot(page)
  stub.giveUp()
  await page.waitForSelector('[data-testid=end-reason]')
  await shot(page, '-missed')
})

await scene('phone-idle', {}, async ({ open, shot }) => {
  const page = await open('/sandbox/phone')
  await page.waitForSelector('[data-testid=call]:enabled')
  await shot(page)
})

await scene('phone-nobody', { locale: 'id-ID' }, async ({ open, shot }) => {
  const page = await open('/sandbox/phone')
  await page.click('[data-testid=call]')
  await state(page, 'ended')
  await shot(page)
})

const LOG = [
  ...PAST,
  loggedCall({
    id: 'call_e',
    customer: { user_id: 'ID.20000000000000000456' },
    status: 'unanswered',
    reason: 'meta_refused',
    startedAt: Date.now() - 3_600_000,
    meta_error_code: 138_001,
    meta_error_subcode: 2_494_010,
  }),
  ...manyCalls(200, Date.now() - 86_400_000),
]
const supervisor = async (open, address) => {
  const page = await open(`/?agent=dewi${address}`)
  await page.waitForSelector('[data-testid=nav]')
  return page
}

await scene('calls', { past: LOG }, async ({ open, shot }) => {
  const page = await supervisor(open, '#/calls')
  await page.waitForSelector('[data-testid=call-row]')
  await shot(page)
})

await scene('calls-none', { locale: 'id-ID' }, async ({ open, shot }) => {
  const page = await supervisor(open, '#/calls?status=unanswered')
  await page.waitForSelector('[data-testid=empty]')
  await shot(page)
})

await scene('calls-refused', { isRestDown: true }, async ({ stub, open, shot }) => {
  stub.settings.isRestDown = false
  const page = await supervisor(open, '')
  stub.settings.isRestDown = true
  await page.click('[data-testid=nav-calls]')
  await page.waitForSelector('[data-testid=refused]')
  await shot(page)
})

await scene('call-page', { past: LOG }, async ({ stub, open, shot }) => {
  const page = await supervisor(open, '#/calls/call_e')
  await page.waitForSelector('[data-testid=why-ended]')
  await shot(page)
  await page.goto(`${stub.url}/?agent=dewi#/calls/call_d`)
  await page.waitForSelector('[data-testid=why-ended]')
  stub.ring('Siti Rahma')
  await page.waitForSelector('[data-testid=dock]')
  await shot(page, '-ringing')
})

const MINUTES = 60_000
const nowAgent = (id, name, more = {}) => ({
  object: 'agent',
  id,
  name,
  role: 'agent',
  presence: 'online',
  since: new Date(Date.now() - 3 * MINUTES).toISOString(),
  wrap_up_until: null,
  reachable: true,
  unreachable_since: null,
  call: null,
  ringing: 0,
  rooms: 0,
  pages: [onPage()],
  ...more,
})
const onPage = (more = {}, browser = 'Chrome', platform = 'Windows') => ({
  device: { browser, platform },
  reachable: true,
  unreachable_since: null,
  leg_up: true,
  ready: { microphone: 'good', speaker: 'good', sound: 'good', notifications: 'good' },
  ...more,
})
const silent = { reachable: false, unreachable_since: new Date(Date.now() - 4 * MINUTES).toISOString() }
const NOW = [
  nowAgent('ayu', 'Ayu Lestari', { presence: 'on_call', call: 'call_a' }),
  nowAgent('budi', 'Budi Santoso', { ringing: 1, pages: [onPage(), onPage({ ready: null }, 'Firefox', 'Linux')] }),
  nowAgent('citra', 'Citra Dewi', { ...silent, pages: [onPage(silent, 'Chrome', 'Android')] }),
  nowAgent('dewi', 'Dewi Anggraini', { role: 'supervisor' }),
  nowAgent('eka', LONG, { role: 'admin', presence: 'away' }),
  nowAgent('fajar', 'مريم عبد الرحمن', { presence: 'wrap_up' }),
  nowAgent('gita', 'Gita', { presence: 'offline', reachable: false, since: null, pages: [] }),
  nowAgent('hadi', 'Hadi', {
    pages: [
      onPage({
        leg_up: false,
        ready: { microphone: 'refused', speaker: 'good', sound: 'good', notifications: 'missing' },
      }),
    ],
  }),
]

await scene('live', { agentsNow: NOW }, async ({ open, shot }) => {
  const page = await supervisor(open, '#/live')
  await page.waitForSelector('[data-testid=agents]')
  await shot(page)
})

const REFUSED = { from: new Date(Date.now() - 570_000).toISOString(), inbound: 12, outbound: 3 }
for (const [language, locale] of [
  ['en', 'en-GB'],
  ['id', 'id-ID'],
]) {
  const admission = (rest) => ({ object: 'admission', inbound: false, outbound: false, reached: [], refused: REFUSED, ...rest })
  const cpu = { mark: 'max_cpu_percent', limit: 85, taken_below: 70, now: 97 }
  const every = [
    { mark: 'max_calls', limit: 1000, taken_below: 1000, now: 1000 },
    cpu,
    { mark: 'max_lag_ms', limit: 100, taken_below: 82, now: 240 },
    { mark: 'max_packets', limit: 100_000, taken_below: 82_000, now: 123_456 },
  ]
  await scene(`refusing-${language}`, { locale, agentsNow: NOW, admission: admission({ reached: every }) }, async ({ stub, open, shot }) => {
    const page = await supervisor(open, '#/live')
    await page.waitForSelector('[data-testid=agents]')
    await page.waitForSelector('[data-testid=admission-banner]')
    await shot(page, '-all')
    stub.settings.admission = admission({ inbound: true, reached: [cpu] })
    await page.reload()
    await page.waitForSelector('[data-testid=admission-banner]')
    await shot(page, '-outbound')
    stub.settings.admission = admission({ inbound: true, outbound: true })
    await page.reload()
    await page.waitForSelector('[data-testid=admission-banner]')
    await shot(page, '-over')
  })
  await scene(`dial-refused-${language}`, { locale, notPlaced: { reason: 'overloaded', next_at: null } }, async ({ open, shot }) => {
    const page = await open('/?agent=ayu')
    await page.click('[data-testid=dial]')
    await page.fill('[data-testid=dial-number]', '+62 812 9876 5432')
    await page.click('[data-testid=dial-call]')
    await page.waitForSelector('.not-called')
    await shot(page)
  })
}

await scene('groups', {}, async ({ stub, open, shot }) => {
  const page = await supervisor(open, '#/groups')
  await page.waitForSelector('[data-testid=groups]')
  await shot(page)
  await page.click('[data-testid=new-group]')
  await page.waitForSelector('[data-testid=group-form]')
  await page.fill('[data-testid=group-name]', 'Night shift')
  await page.selectOption('[data-testid=member-add]', 'dewi')
  await page.click('[data-testid=save]')
  await page.waitForSelector('[data-testid=wrong-mode]')
  await shot(page, '-wrong')
  await page.goto(`${stub.url}/?agent=dewi#/groups/group_front-desk`)
  await page.waitForSelector('[data-testid=member-ayu]')
  await page.click('[data-testid=delete]')
  await shot(page, '-edit')
})

await scene('groups-none', { groups: [], locale: 'id-ID' }, async ({ open, shot }) => {
  const page = await supervisor(open, '#/groups')
  await page.waitForSelector('[data-testid=empty]')
  await shot(page)
})

await browser.close()
console.log(violations === 0 ? 'no violations' : `${violations} violations`)
process.exitCode = violations === 0 ? 0 : 1
