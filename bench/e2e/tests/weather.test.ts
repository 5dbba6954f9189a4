// An agent's bad network and what becomes of the call: weather, another address, a blackout, a page that
// closes or crashes. Between the agent's page, in a real Chromium, and the gateway stand the relays. Both say something
// at any moment, so that what comes back is heard as soon as it does.
import { readFileSync } from "node:fs";
import type { Browser } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { AgentPage, browserThatSays } from "../lib/browser.ts";
import { House, Phone, type CallStory } from "../lib/house.ts";
import { Relay } from "../lib/relay.ts";
import { otherThanToneHeardFrom, part, readWav, recognised, toneHeardAt } from "../lib/sound.ts";
import { withStalls } from "../lib/stalls.ts";
import { TcpRelay } from "../lib/tcp.ts";
import { WithoutPauses } from "../lib/voices.ts";
import { until } from "../lib/wait.ts";

const FRAMES_PER_SECOND = 50;
const COMFORT_HZ = 350;
const BLACKOUT_MS = 30_000;
const BACK_WITHIN_MS = 1_000;
const says = { agent: new WithoutPauses("agent"), customer: new WithoutPauses("customer") };

let house: House;
let browser: Browser;
let relay: Relay;
let door: TcpRelay;
let agent: AgentPage;

beforeAll(async () => {
  [house, browser] = await Promise.all([House.open(), browserThatSays(says.agent)]);
});

beforeEach(async () => {
  relay = await Relay.open(house.mediaPort, 20_261_127);
  door = await TcpRelay.open(house.httpPort);
  agent = await AgentPage.open(browser, door, "ayu", relay);
});

afterEach(async () => {
  await Phone.hangUpAll();
  await agent?.close();
  relay?.close();
  door?.close();
  await until("no legs", async () => (await house.metric("dering_media_legs")) === 0);
});

afterAll(async () => {
  await browser?.close();
  for (const voice of Object.values(says)) voice.remove();
  expect(house.complaints()).toEqual([]);
  await house.stop();
});

async function talk(): Promise<Phone> {
  const phone = await Phone.call(house, {
    voice: new Uint8Array(readFileSync(says.customer.path)),
    repeat: true,
  });
  await agent.rings(phone.name);
  await house.happened(phone.name, "meta_leg_connected");
  await agent.expectSound();
  await agent.press("accept");
  await agent.state("talking");
  await agent.audible();
  await heardMore(phone, 3);
  return phone;
}

/** Until the phone has heard so many seconds more; answers with how many it has heard in all. */
async function heardMore(phone: Phone, seconds: number): Promise<number> {
  const from = (await phone.report()).packets;
  return until(`${seconds} s more are heard`, async () => {
    const { packets } = await phone.report();
    return packets >= from + seconds * FRAMES_PER_SECOND && packets / FRAMES_PER_SECOND;
  });
}

/** Each recognises the other in what is heard from now on. */
async function bothAreBack(phone: Phone): Promise<void> {
  await agent.expectSound();
  await agent.audible();
  await until("each hears the other", async () => {
    await agent.listen();
    const from = (await phone.heard()).samples.length / 16_000;
    await heardMore(phone, 7);
    return (
      recognised(await agent.heard(), readWav(says.customer.path)) > 0.6 &&
      recognised(part(await phone.heard(), from), readWav(says.agent.path)) > 0.6
    );
  });
}

const kinds = (story: CallStory): string[] => story.events.map((e) => e.kind);

/** The agent hangs up, and it was one call on one stream. */
async function hangUp(phone: Phone): Promise<CallStory> {
  await agent.press("hang-up");
  const end = await phone.is("ended");
  expect(end.ssrcs).toHaveLength(1);
  expect(end.packets_before_accept).toBe(0);
  const story = await house.ended(phone.name);
  expect(story).toMatchObject({ status: "answered", reason: "agent_hung_up", agent: { id: "ayu" } });
  expect(kinds(story).filter((kind) => kind === "connected")).toHaveLength(1);
  return story;
}

const connections = (): Promise<number> => agent.page.evaluate(() => ear.connections.length);

test("through bad weather both still hear each other, over the leg that there was", async () => {
  const phone = await talk();
  const had = await connections();
  await relay.weather({ loss: 0.05, burst: 3, delay: 20, jitter: 50, reorder: 0.05, duplicate: 0.02 });
  await heardMore(phone, 10);
  // Which packet meets which weather is luck: 10 s of it may be mild.
  await until("more than 10 are lost each way, and more than 5 late", async () => {
    const { out, back } = await relay.counts();
    return out.lost > 10 && back.lost > 10 && out.late > 5;
  });
  await bothAreBack(phone);
  await relay.weather({});
  expect(await connections()).toBe(had);
  expect(kinds(await hangUp(phone))).not.toContain("agent_away_from_call");
});

test("an agent whose address changes is followed on the same leg", async () => {
  const phone = await talk();
  const had = await connections();
  const { result: backMs, stallMs } = await withStalls(house.pid, async () => {
    const from = performance.now();
    await relay.move();
    const before = (await agent.inbound())!.packetsReceived;
    await until("packets come over the new address", async () => {
      return ((await agent.inbound())?.packetsReceived ?? 0) > before + 25;
    });
    return performance.now() - from;
  });
  console.log(
    `another address in mid-call: 25 packets at the agent after ${backMs.toFixed(0)} ms; longest stall ${stallMs.toFixed(0)} ms`,
  );
  await bothAreBack(phone);
  expect(await connections()).toBe(had);
  expect(await house.metric("dering_media_legs")).toBe(2);
  expect(kinds(await hangUp(phone))).not.toContain("agent_away_from_call");
});

interface Blackout {
  /** After the network was back, until something was heard. */
  readonly agentMs: number;
  readonly customerMs: number;
  /** Windows of 100 ms in which the customer heard the comfort tone. */
  readonly comfort: number;
}

/** Cuts the agent's network for 30 s, and waits until each hears something again. */
async function blackout(phone: Phone, cut: () => Promise<void> | void): Promise<Blackout> {
  // The customer's stream does not wait: its samples count the time.
  const from = (await phone.heard()).samples.length / 16_000;
  const fromAt = performance.now();
  await cut();
  const cutAt = performance.now();
  await agent.quiet();
  await agent.expectSound();
  await heardMore(phone, BLACKOUT_MS / 1_000);
  const agentMs = (await agent.audible()) - performance.timeOrigin - cutAt - BLACKOUT_MS;
  const endS = from + (cutAt - fromAt + BLACKOUT_MS) / 1_000;
  const customerS = await until("the customer hears the agent", async () =>
    otherThanToneHeardFrom(part(await phone.heard(), endS), COMFORT_HZ),
  );
  const comfort = toneHeardAt(part(await phone.heard(), from + 2, endS), COMFORT_HZ).length;
  return { agentMs, customerMs: customerS * 1_000, comfort };
}

test("after 30 s without a datagram of the agent's the same call is heard within a second", async () => {
  const phone = await talk();
  const { result, stallMs } = await withStalls(house.pid, () =>
    blackout(phone, () => relay.cut(BLACKOUT_MS)),
  );
  console.log("UDP away for 30 s at the agent:", {
    "audio at the agent after the network was back, ms": Math.round(result.agentMs),
    "audio at the customer, ms": Math.round(result.customerMs),
    "first of each kind through the relay, ms": await relay.afterCut(),
    "comfort tone heard, windows of 100 ms": result.comfort,
    "longest stall of this machine, ms": Math.round(stallMs),
  });
  expect(result.agentMs).toBeLessThan(BACK_WITHIN_MS + stallMs);
  expect(result.customerMs).toBeLessThan(BACK_WITHIN_MS + stallMs);
  // A beat every 3 s, of one or two windows each.
  expect(result.comfort).toBeGreaterThanOrEqual(8);
  await bothAreBack(phone);
  const gapMs = (await phone.report()).largest_gap_ms;
  expect(gapMs).toBeLessThan(500 + stallMs);
  await hangUp(phone);
});

test("after 30 s without any network the agent is back in the same call, and the customer hears why", async () => {
  const phone = await talk();
  const { result, stallMs } = await withStalls(house.pid, () =>
    blackout(phone, () => {
      door.cut(BLACKOUT_MS);
      return relay.cut(BLACKOUT_MS);
    }),
  );
  console.log("TCP and UDP away for 30 s at the agent:", {
    "audio at the agent after the network was back, ms": Math.round(result.agentMs),
    "audio at the customer, ms": Math.round(result.customerMs),
    "comfort tone heard, windows of 100 ms": result.comfort,
    "longest stall of this machine, ms": Math.round(stallMs),
  });
  expect(result.comfort).toBeGreaterThanOrEqual(8);
  await bothAreBack(phone);
  const gapMs = (await phone.report()).largest_gap_ms;
  expect(gapMs).toBeLessThan(500 + stallMs);
  const happened = kinds(await hangUp(phone));
  expect(happened).toContain("agent_away_from_call");
  expect(happened).toContain("agent_back");
});

test("a page that crashes and is opened again is back in the call, and the customer hears why", async () => {
  const phone = await talk();
  const context = agent.page.context();
  const { result, stallMs } = await withStalls(house.pid, async () => {
    const crashed = new Promise<void>((done) => agent.page.once("crash", () => done()));
    const from = (await phone.heard()).samples.length / 16_000;
    agent.page.goto("chrome://crash").catch(() => undefined);
    await crashed;
    await house.happened(phone.name, "agent_away_from_call");
    await heardMore(phone, 4);
    const comfort = toneHeardAt(part(await phone.heard(), from + 0.5), COMFORT_HZ);
    const openedAt = performance.now();
    agent = await AgentPage.again(context, door, "ayu", relay);
    await agent.state("talking");
    await agent.audible();
    return { comfort, backMs: performance.now() - openedAt };
  });
  console.log("crash in mid-call:", {
    "back in the call with audio after opening, ms": result.backMs,
    "comfort tone heard, windows of 100 ms": result.comfort.length,
    "longest stall of this machine, ms": stallMs,
  });
  expect(result.comfort.length).toBeGreaterThanOrEqual(1);
  await bothAreBack(phone);
  expect((await phone.report()).largest_gap_ms).toBeLessThan(100 + stallMs);
  const story = await hangUp(phone);
  expect(kinds(story)).toContain("agent_back");
});
