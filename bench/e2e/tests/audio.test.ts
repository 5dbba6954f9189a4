// Two-way audio: what is said on one side is recognised on the other.
import type { Browser } from "playwright-core";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { AgentPage, browserThatSays, PhonePage } from "../lib/browser.ts";
import { asked, House, NO_OFFENCES, Phone, wire } from "../lib/house.ts";
import { likeness, levelDbfs, part, recognised } from "../lib/sound.ts";
import { withStalls } from "../lib/stalls.ts";
import { voice, voiceFile, type VoiceName } from "../lib/voices.ts";
import { PATIENCE_MS, until } from "../lib/wait.ts";

const SAME = 0.6;
const OTHER = 0.2;
const LONGEST_GAP_MS = 100;
const FRAMES_PER_SECOND = 50;

let house: House;
let agents: Browser;
let customers: Browser;
let agent: AgentPage;

beforeAll(async () => {
  [house, agents, customers] = await Promise.all([
    House.open(),
    browserThatSays("agent"),
    browserThatSays("customer"),
  ]);
  agent = await AgentPage.open(agents, house, "ayu");
});

afterEach(() => Phone.hangUpAll());

afterAll(async () => {
  await Promise.all([agents?.close(), customers?.close()]);
  expect(house.complaints()).toEqual([]);
  await house.stop();
});

/**
 * Listens to a page until seven seconds of it are this voice, and says how much so. A machine that is
 * busy with something else breaks a word now and then, and gets another seven seconds.
 */
async function recognisedIn(page: AgentPage | PhonePage, name: VoiceName): Promise<number> {
  await page.listen();
  return until(
    `${name} is recognised`,
    async () => {
      const heard = await page.heard();
      if (heard.samples.length < 7 * heard.rateHz) return false;
      await page.listen();
      const figure = recognised(heard, voice(name));
      return figure > SAME && figure;
    },
  );
}

/** Until the phone has heard so many seconds. */
async function hasTalked(phone: Phone, seconds: number): Promise<void> {
  await until(
    `${seconds} s talked`,
    async () => (await phone.report()).packets >= seconds * FRAMES_PER_SECOND,
    seconds * 1_000 + PATIENCE_MS,
  );
}

test("the phone's page in a second browser and the agent's page hear each other", async () => {
  const phone = await PhonePage.open(customers, house);
  await phone.press("call");
  await phone.state("ringing");
  await agent.state("ringing");
  await agent.press("accept");
  await agent.state("talking");
  await phone.state("connected");
  await Promise.all([agent.expectSound(), phone.expectSound()]);
  await Promise.all([agent.audible(), phone.audible()]);
  const figures = {
    "customer to agent": await recognisedIn(agent, "customer"),
    "agent to customer": await recognisedIn(phone, "agent"),
    "other speech": 0,
  };
  await Promise.all([agent.listen(), phone.listen()]);
  await until("4 s more", async () => (await phone.heard()).samples.length > 4 * 16_000);
  const [atAgent, atPhone] = await Promise.all([agent.heard(), phone.heard()]);
  await phone.press("end");
  await agent.state("ended");
  await phone.state("ended");
  expect(await phone.reason()).toBe("ended_by_you");

  figures["other speech"] = Math.max(
    recognised(atAgent, voice("agent")),
    recognised(atAgent, voice("other")),
    recognised(atPhone, voice("customer")),
    recognised(atPhone, voice("other")),
  );
  console.log("page to page, likeness:", figures);
  expect(figures["customer to agent"]).toBeGreaterThan(SAME);
  expect(figures["agent to customer"]).toBeGreaterThan(SAME);
  expect(figures["other speech"]).toBeLessThan(OTHER);
  // Two legs, two streams: nothing was only passed on within one connection.
  const { offences } = await wire(house);
  expect(offences).toEqual(NO_OFFENCES);
  expect(await house.metric("dering_media_packets_total", { side: "customer", direction: "in" }))
    .toBeGreaterThan(7 * FRAMES_PER_SECOND);
  expect(await house.metric("dering_media_packets_total", { side: "agent", direction: "in" }))
    .toBeGreaterThan(7 * FRAMES_PER_SECOND);
  await phone.close();
});

test("20 s of talk: both are recognised, without a gap, on one stream", async () => {
  const phone = await Phone.call(house, { voice: voiceFile("customer"), repeat: true });
  await agent.rings(phone.name);
  await house.happened(phone.name, "meta_leg_connected");
  await agent.expectSound();
  // From *Accept* on: the first packet and the longest gap are those of the whole call.
  const { result, stallMs } = await withStalls(house.pid, async () => {
    await agent.press("accept");
    await agent.state("talking");
    await agent.audible();
    await agent.listen();
    const before = (await agent.inbound())!;
    const from = (await phone.report()).packets / FRAMES_PER_SECOND;
    await hasTalked(phone, from + 20);
    return { before, talked: await phone.report(), after: (await agent.inbound())! };
  });
  const { before, talked, after } = result;
  const atAgent = await agent.heard();
  const atPhone = await phone.heard();

  // The negative control within the same call: a muted agent is not heard.
  await agent.press("mute");
  const muted = await until("muted in the log", async () =>
    (await house.story(phone.name))?.events.some((e) => e.kind === "muted"),
  );
  expect(muted).toBe(true);
  const mutedAtS = (await phone.heard()).samples.length / 16_000 + 0.2;
  const { stallMs: muteStallMs } = await withStalls(house.pid, () => hasTalked(phone, mutedAtS + 4));
  const afterMute = part(await phone.heard(), mutedAtS + muteStallMs / 1_000);
  await agent.press("hang-up");
  const end = await phone.is("ended");

  const seconds = (after.totalSamplesReceived - before.totalSamplesReceived) / 48_000;
  const concealedMs = (after.concealedSamples - before.concealedSamples) / 48;
  const figures = {
    "customer to agent": likeness(voice("customer"), atAgent, true),
    "agent to customer": likeness(voice("agent"), atPhone, true),
    "other speech at the agent": likeness(voice("other"), atAgent, true),
    "other speech at the customer": likeness(voice("other"), atPhone, true),
    "muted agent": likeness(voice("agent"), afterMute, true),
    "muted agent, level": levelDbfs(afterMute),
    "longest gap at the customer, ms": talked.largest_gap_ms,
    "concealed at the agent, ms": concealedMs,
    "longest stall of this machine, ms": stallMs,
    "first packet after accept, ms": talked.first_packet_ms,
  };
  console.log(`talk of ${seconds.toFixed(1)} s:`, figures);
  expect(figures["customer to agent"]).toBeGreaterThan(SAME);
  expect(figures["agent to customer"]).toBeGreaterThan(SAME);
  expect(figures["other speech at the agent"]).toBeLessThan(OTHER);
  expect(figures["other speech at the customer"]).toBeLessThan(OTHER);
  expect(figures["muted agent"]).toBeLessThan(OTHER);
  expect(figures["muted agent, level"]).toBeLessThan(-60);

  expect(talked.largest_gap_ms).toBeLessThan(LONGEST_GAP_MS + stallMs);
  expect(concealedMs).toBeLessThan(LONGEST_GAP_MS + stallMs);
  expect(after.packetsLost - before.packetsLost).toBe(0);
  expect(after.packetsReceived - before.packetsReceived).toBeGreaterThan(19 * FRAMES_PER_SECOND);
  expect(after.ssrc).toBe(before.ssrc);
  expect(end.lost).toBe(0);
  expect(end.ssrcs).toHaveLength(1);
  expect(end.packets_before_accept).toBe(0);
  expect(talked.first_packet_ms).toBeLessThanOrEqual(20 + stallMs);

  // IN-1: an inbound call costs nothing.
  const call = await house.ended(phone.name);
  expect(call).toMatchObject({
    status: "answered",
    reason: "agent_hung_up",
    ended_by: "agent",
    agent: { id: "ayu" },
    charge_minor: 0,
  });

  // What both lines were like is measured as they talk, and can be read after (REP-1).
  const lines = await until("the quality of both lines", async () => {
    const measured = await house.json<{
      quality: string | null;
      points: { customer: object | null; agent: object | null }[];
    }>(`/v1/calls/${call.id}/quality`);
    return measured.quality !== null && measured;
  });
  expect(["good", "fair", "poor"]).toContain(lines.quality);
  expect(lines.points.filter((point) => point.customer && point.agent).length)
    .toBeGreaterThanOrEqual(3);
  expect(call.talk_ms).toBeGreaterThan(20_000);
  expect(await asked(house, phone.name)).toEqual(["pre_accept 200", "accept 200", "terminate 200"]);
});

test("where both are silent nothing is recognised", async () => {
  const phone = await Phone.call(house, { voice: "silence" });
  await agent.rings(phone.name);
  await agent.press("accept");
  await agent.state("talking");
  await agent.press("mute");
  await agent.listen();
  await hasTalked(phone, 4);
  const atAgent = await agent.heard();
  await phone.hangUp();
  await agent.state("ended");
  for (const name of ["agent", "customer", "other"] as const) {
    expect(recognised(atAgent, voice(name))).toBeLessThan(OTHER);
  }
  expect(levelDbfs(atAgent)).toBeLessThan(-60);
});

test("the shipped recording is heard", async () => {
  const phone = await Phone.call(house, { voice: "customer", hang_up_after_ms: 3_000 });
  await agent.rings(phone.name);
  await agent.press("accept");
  await agent.expectSound();
  await agent.audible();
  const end = await phone.is("ended");
  expect(end.reason).toBe("ended_by_you");
  expect(end.frames_spoken).toBeGreaterThanOrEqual(150);
  await agent.state("ended");
});
