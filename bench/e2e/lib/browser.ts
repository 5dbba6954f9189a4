// Debian's Chromium with a microphone that plays a recording, and the pages of the product in it.
import { join } from "node:path";
import { chromium, type Browser, type BrowserContext, type Page } from "playwright-core";
import type { Relay } from "./relay.ts";
import type { Sound } from "./sound.ts";
import { voicePath, type VoiceName, type WithoutPauses } from "./voices.ts";
import { PATIENCE_MS, until } from "./wait.ts";

const EAR = join(import.meta.dirname, "ear.js");

/** A browser whose microphone says this recording over and over, from when it is opened. */
export function browserThatSays(voice: VoiceName | WithoutPauses): Promise<Browser> {
  return chromium.launch({
    executablePath: process.env["DERING_CHROMIUM"] ?? "/usr/bin/chromium",
    args: [
      "--no-sandbox",
      "--use-fake-device-for-media-stream",
      "--use-fake-ui-for-media-stream",
      `--use-file-for-fake-audio-capture=${typeof voice === "string" ? voicePath(voice) : voice.path}`,
      "--autoplay-policy=no-user-gesture-required",
      "--disable-background-networking",
    ],
  });
}

interface Ear {
  clear(): void;
  expectSound(): void;
  quiet(): boolean;
  take(): string;
  inbound(): Promise<Inbound | null>;
  readonly connections: readonly RTCPeerConnection[];
  readonly audibleAt: number | null;
  readonly clicks: Record<string, number>;
}

/** Of `RTCInboundRtpStreamStats`. */
export interface Inbound {
  readonly packetsReceived: number;
  readonly packetsLost: number;
  readonly totalSamplesReceived: number;
  readonly concealedSamples: number;
  readonly silentConcealedSamples: number;
  readonly jitter: number;
  readonly ssrc: number;
}

declare global {
  // eslint-disable-next-line no-var
  var ear: Ear;
}

/** Where its pages are. */
export interface Door {
  readonly url: string;
}

const id = (name: string): string => `[data-testid="${name}"]`;

/** A page of the product, and what it hears. */
class Listening {
  protected constructor(readonly page: Page) {}

  static async page(browser: Browser): Promise<Page> {
    const context: BrowserContext = await browser.newContext({ permissions: ["microphone"] });
    await context.addInitScript({ path: EAR });
    return Listening.another(context);
  }

  /** One more in the same browser profile. */
  static async another(context: BrowserContext): Promise<Page> {
    const page = await context.newPage();
    page.setDefaultTimeout(PATIENCE_MS);
    return page;
  }

  /** What it has heard from now on can be had with `heard`. */
  listen(): Promise<void> {
    return this.page.evaluate(() => ear.clear());
  }

  async heard(): Promise<Sound> {
    const bytes = Buffer.from(await this.page.evaluate(() => ear.take()), "base64");
    const samples = new Float32Array(bytes.length / 2);
    for (let i = 0; i < samples.length; i++) samples[i] = bytes.readInt16LE(2 * i) / 32768;
    return { rateHz: 16_000, samples };
  }

  inbound(): Promise<Inbound | null> {
    return this.page.evaluate(() => ear.inbound());
  }

  /** Until nothing is heard any more: the tail of a call goes on for a while in the jitter buffer. */
  async quiet(): Promise<void> {
    await until("quiet in the page", () => this.page.evaluate(() => ear.quiet()));
  }

  expectSound(): Promise<void> {
    return this.page.evaluate(() => ear.expectSound());
  }

  /** When something audible came, in ms since 1970. */
  audible(): Promise<number> {
    return until("something audible", () => this.page.evaluate(() => ear.audibleAt));
  }

  /** When this button was pressed last. */
  async clickedAt(button: string): Promise<number> {
    return (await this.page.evaluate((b) => ear.clicks[b], button)) ?? Number.NaN;
  }

  async state(state: string, withinMs?: number): Promise<void> {
    await this.page.waitForSelector(
      `${id("call-state")}[data-state=${state}]`,
      withinMs === undefined ? {} : { timeout: withinMs },
    );
  }

  press(button: string): Promise<void> {
    return this.page.click(id(button));
  }

  /** At this moment or not at all: a button that has just gone is nobody's fault. */
  pressNow(button: string): Promise<void> {
    return this.page.evaluate((b) => document.querySelector<HTMLElement>(b)?.click(), id(button));
  }

  close(): Promise<void> {
    return this.page.context().close();
  }
}

/** An agent's page. */
export class AgentPage extends Listening {
  static async open(
    browser: Browser,
    house: Door,
    agent: string,
    through?: Relay,
  ): Promise<AgentPage> {
    const opened = await AgentPage.load(browser, house, agent, through);
    await opened.ready();
    return opened;
  }

  /** Without waiting for the warm leg. */
  static async load(
    browser: Browser,
    house: Door,
    agent: string,
    through?: Relay,
  ): Promise<AgentPage> {
    return AgentPage.in(await Listening.page(browser), house, agent, through);
  }

  /** In a tab of its own where another has been, which may have crashed. */
  static async again(
    context: BrowserContext,
    house: Door,
    agent: string,
    through?: Relay,
  ): Promise<AgentPage> {
    return AgentPage.in(await Listening.another(context), house, agent, through);
  }

  private static async in(
    page: Page,
    house: Door,
    agent: string,
    through?: Relay,
  ): Promise<AgentPage> {
    await through?.adopt(page);
    await page.goto(`${house.url}/?agent=${agent}`);
    return new AgentPage(page);
  }

  /** Signed in, and the warm leg is up. */
  async ready(): Promise<void> {
    await this.page.waitForSelector(`${id("ready-audio")}[data-state=good]`);
  }

  /** Until this customer's call rings here. */
  async rings(customer: string): Promise<void> {
    await this.page.locator(id("incoming-call"), { hasText: customer }).waitFor();
  }

  async silent(): Promise<void> {
    await this.page.locator(id("incoming-call")).waitFor({ state: "detached" });
  }

  /** The top line of what happened last. */
  async last(): Promise<string> {
    return this.page.locator(`${id("history")} > li`).first().innerText();
  }

  /**
   * Says to the gateway, on a socket of its own, what the page itself would never say: one text
   * after the other, each when the one before was answered by a welcome, an error or a refused leg. Ends with the socket,
   * or when all is said and answered.
   */
  say(texts: readonly string[]): Promise<{ heard: Heard[]; code: number }> {
    return this.page.evaluate(
      (all) =>
        new Promise<{ heard: Heard[]; code: number }>((done) => {
          const heard: Heard[] = [];
          const left = [...all];
          const socket = new WebSocket(`ws://${location.host}/v1/desk`);
          const next = () => {
            const text = left.shift();
            if (text === undefined) socket.close();
            else socket.send(text);
          };
          socket.onopen = next;
          socket.onmessage = ({ data }) => {
            const message = JSON.parse(String(data)) as Heard;
            heard.push(message);
            if (["welcome", "error", "leg.refused"].includes(message.type)) next();
          };
          socket.onclose = ({ code }) => done({ heard, code });
        }),
      texts,
    );
  }
}

/** A message of the desk protocol. */
export interface Heard {
  readonly type: string;
  readonly code?: string;
  readonly re?: string;
}

/** The customer's phone as a page. */
export class PhonePage extends Listening {
  static async open(browser: Browser, house: Door): Promise<PhonePage> {
    const opened = new PhonePage(await Listening.page(browser));
    await opened.page.goto(`${house.url}/sandbox/phone`);
    await opened.page.selectOption(id("voice-source"), "microphone");
    return opened;
  }

  async reason(): Promise<string | null> {
    return this.page.getAttribute(id("end-reason"), "data-reason");
  }
}
