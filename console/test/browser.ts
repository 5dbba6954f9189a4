/** What the tests of pages in a real Chromium share: one browser for a file, a stub and a context for each test. */
import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { expect } from 'vitest'
import { CHROMIUM, launch } from '../dev/browser.mjs'
import { startStub, type Stub } from '../dev/stub.mjs'

export const NEVER_MS = 120_000
const RING_MS = 3_600_000

export const id = (name: string): string => `[data-testid=${name}]`

export async function startBrowser(): Promise<Browser> {
  if (!existsSync(CHROMIUM)) {
    throw new Error(`no Chromium at ${CHROMIUM}: install it, or set DERING_CHROMIUM to one`)
  }
  return launch()
}

export async function violations(page: Page): Promise<string[]> {
  const source = createRequire(import.meta.url).resolve('axe-core/axe.min.js')
  await page.evaluate(readFileSync(source, 'utf8'))
  return page.evaluate(async () => {
    const run = (globalThis as unknown as { axe: { run(): Promise<{ violations: { id: string }[] }> } }).axe
    return (await run.run()).violations.map((violation) => violation.id)
  })
}

/** How many pixels the page is wider than its window. */
export const tooWide = (page: Page): Promise<number> =>
  page.evaluate(() => document.documentElement.scrollWidth - innerWidth)

/** A stub with a context that may use the microphone; what the pages complain of is kept. */
export class Visit {
  readonly complaints: string[] = []

  private constructor(
    readonly stub: Stub,
    readonly context: BrowserContext,
  ) {}

  /** One test with a visit of its own, which ends with it. */
  static async during(
    browser: Browser,
    settings: Record<string, unknown>,
    test: (visit: Visit) => Promise<void>,
  ): Promise<void> {
    const begun = await Visit.begin(browser, settings)
    try {
      await test(begun)
    } finally {
      await begun.end()
    }
  }

  static async begin(browser: Browser, settings: Record<string, unknown> = {}): Promise<Visit> {
    const stub = await startStub({ port: 0, windowMs: RING_MS, ...settings })
    const context = await browser.newContext({
      permissions: ['microphone', 'notifications'],
      locale: 'en-GB',
      acceptDownloads: true,
    })
    context.setDefaultTimeout(NEVER_MS)
    return new Visit(stub, context)
  }

  readonly open = async (path: string): Promise<Page> => {
    const page = await this.context.newPage()
    page.on('pageerror', (error) => this.complaints.push(error.message))
    page.on('console', (message) => {
      if (message.type() === 'error' && !BROWSERS_OWN.test(message.text())) {
        this.complaints.push(message.text())
      }
    })
    await page.goto(this.stub.url + path)
    return page
  }

  async end(): Promise<void> {
    await this.context.close()
    this.stub.close()
    expect(this.complaints).toEqual([])
  }
}

/** Refusals that a test asks for are told by the browser too, and that a test's window takes no pushes. */
const BROWSERS_OWN = /^(WebSocket connection|Failed to load resource|Chrome currently does not support the Push API)/

export const says = (page: Page, name: string, words: string): Promise<unknown> =>
  page.waitForSelector(`${id(name)}:has-text(${JSON.stringify(words)})`)
