// An agent's bad network and what becomes of the call: weather, another address, a blackout, a page that
// closes or crashes. Between the agent's page, in a real Chromium, and the gateway stands the relay.
import type { Browser } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { AgentPage, browserThatSays } from "../lib/browser.ts";
import { House, Phone, type CallStory } from "../lib/house.ts";
import { Relay } from "../lib/relay.ts";
import { part, recognised, toneHeardAt } from "../lib/sound.ts";
import { withStalls } from "../lib/stalls.ts";
import { voice, voiceFile } from "../lib/voices.ts";
import { until } from "../lib/wait.ts";

const FRAMES_PER_SECOND = 50;
const COMFORT_HZ = 350;
const BLACKOUT_MS = 30_000;

let house: House;
let browser: Browser;
let relay: Relay;
let agent: AgentPage;

beforeAll(async () => {
  [house, browser] = await Promise.all([House.open(), browserThatSays("agent")]);
});

beforeEach(async () => {
  relay = await Relay.open(house.mediaPort, 20_261_127);
  agent = await AgentPage.open(browser, house, "ayu", relay);
});

afterEach(async () => {
  await Phone.hangUpAll();
  await agent?.close();
  relay?.close();
  await until("no legs", async () => (await house.metric("dering_media_legs")) === 0);
});

afterAll(async () => {
  await browser?.close();
  expect(house.complaints()).toEqual([]);
  await house.stop();
});

async function talk(): Promise<Phone> {
  const phone = await Phone.call(house, { voice: voiceFile("customer"), repeat: true });
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
      recognised(await agent.heard(), voice("customer")) > 0.6 &&
      recognised(part(await phone.heard(), from), voice("agent")) > 0.6
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
  const { out, back } = await relay.counts();
  expect(out.lost).toBeGreaterThan(10);
  expect(back.lost).toBeGreaterThan(10);
  expect(out.late).toBeGreaterThan(5);
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

test("after 30 s without a datagram of the agent's the same call goes on", async () => {
  const phone = await talk();
  const { result, stallMs } = await withStalls(house.pid, async () => {
    const from = (await phone.heard()).samples.length / 16_000;
    const cutAt = performance.now();
    await relay.cut(BLACKOUT_MS);
    await agent.quiet();
    await agent.expectSound();
    // The customer's stream does not wait: frames of it count the time.
    await heardMore(phone, BLACKOUT_MS / 1_000);
    const comfort = toneHeardAt(part(await phone.heard(), from + 2), COMFORT_HZ);
    const backAt = (await agent.audible()) - performance.timeOrigin;
    return { comfort, backMs: backAt - cutAt - BLACKOUT_MS };
  });
  console.log("blackout of 30 s at the agent:", {
    "audio at the agent after the network was back, ms": result.backMs,
    "comfort tone heard, windows of 100 ms": result.comfort.length,
    "longest stall of this machine, ms": stallMs,
  });
  // A beat every 3 s, of one or two windows each.
  expect(result.comfort.length).toBeGreaterThanOrEqual(8);
  await bothAreBack(phone);
  const gapMs = (await phone.report()).largest_gap_ms;
  expect(gapMs).toBeLessThan(500 + stallMs);
  await hangUp(phone);
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
    agent = await AgentPage.again(context, house, "ayu", relay);
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
