// Who rings, who gets the call, and how it ends in the log.
import type { Browser } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { AgentPage, browserThatSays } from "../lib/browser.ts";
import { asked, House, Phone } from "../lib/house.ts";
import { part, recognised } from "../lib/sound.ts";
import { withStalls } from "../lib/stalls.ts";
import { voice, voiceFile } from "../lib/voices.ts";
import { until } from "../lib/wait.ts";

let house: House;
let browser: Browser;
let ayu: AgentPage;
let budi: AgentPage;

/** For so long after a start everybody may come back who had a page before it (IN-6). */
const GRACE_MS = 10_000;
let opened: number;

beforeAll(async () => {
  [house, browser] = await Promise.all([House.open(), browserThatSays("agent")]);
  opened = Date.now();
  // A reject is a reject here, however soon it comes.
  await house.json("/sandbox/settings", {
    method: "PUT",
    body: JSON.stringify({ calls: { nobody_there_ms: 0 } }),
  });
});

beforeEach(async () => {
  [ayu, budi] = await Promise.all([
    AgentPage.open(browser, house, "ayu"),
    AgentPage.open(browser, house, "budi"),
  ]);
});

afterEach(async () => {
  await Phone.hangUpAll();
  await Promise.all([ayu?.close(), budi?.close()]);
  // Nothing is left of any call: neither a leg nor a state.
  await until("no legs", async () => (await house.metric("dering_media_legs")) === 0);
  for (const state of ["ringing", "connecting", "talking"]) {
    await until(`no call is ${state}`, async () => (await house.metric(`dering_calls_${state}`)) === 0);
  }
});

afterAll(async () => {
  await browser?.close();
  expect(house.complaints()).toEqual([]);
  await house.stop();
});

/** A call that rings at both, whose answer Meta has, and whose Meta leg is up: it can be talked at once. */
async function ringing(): Promise<Phone> {
  const phone = await Phone.call(house, { voice: "tone", repeat: true });
  await Promise.all([ayu.rings(phone.name), budi.rings(phone.name), phone.is("ringing")]);
  await house.happened(phone.name, "meta_leg_connected");
  return phone;
}

/**
 * RG-2: the call is offered to every free member. IN-5: the first accept wins and the other is told by
 * whom; of two at the same moment one wins. REP-2: Answered, with the agent.
 */
test("of two agents who accept at the same moment one gets the call, the other is told who", async () => {
  const phone = await ringing();
  await Promise.all([ayu.pressNow("accept"), budi.pressNow("accept")]);
  await phone.is("connected");
  const story = await house.happened(phone.name, "connected");
  const [winner, loser] = story.agent?.id === "ayu" ? [ayu, budi] : [budi, ayu];
  const name = story.agent?.id === "ayu" ? "Ayu" : "Budi";
  await winner.state("talking");
  await loser.silent();
  expect(await loser.last()).toContain(name);
  expect(await loser.last()).toMatch(/taken/i);

  await winner.press("hang-up");
  expect((await phone.is("ended")).reason).toBe("ended_by_business");
  const call = await house.ended(phone.name);
  expect(call).toMatchObject({ status: "answered", reason: "agent_hung_up", ended_by: "agent" });
  expect(call.events.filter((e) => e.kind === "taken")).toHaveLength(1);
  // The process's own log tells the same, by our call id; that it tells no more is looked at in the end.
  const steps = await until("the end in the log of the process", () => {
    const named = house.steps(call.id);
    return named.includes("ended") && named;
  });
  expect(steps).toEqual(
    expect.arrayContaining(["offered", "media_answered", "meta_leg_connected", "taken", "connected"]),
  );
  expect(steps.at(-1)).toBe("ended");
  const offered = call.events.filter((e) => e.kind === "offered_to_agent").map((e) => e.agent?.id);
  expect(offered.sort()).toEqual(["ayu", "budi"]);
  expect(await asked(house, phone.name)).toEqual(["pre_accept 200", "accept 200", "terminate 200"]);
});

/** IN-5: who comes too late is refused, whatever a page believes. */
test("an accept for a call that is taken is refused as too late", async () => {
  const phone = await ringing();
  await ayu.press("accept");
  await ayu.state("talking");
  await budi.silent();
  const call = (await house.story(phone.name))!.id;
  // A third person would be able to answer the next test's call for a while after this socket is gone.
  const { heard } = await budi.say([
    JSON.stringify({ v: 1, type: "hello", agent: "budi", page: "too-late" }),
    JSON.stringify({ v: 1, type: "call.accept", call }),
  ]);
  expect(heard.at(-1)).toMatchObject({ type: "error", code: "too_late", re: "call.accept" });
  await ayu.state("talking");
  expect((await phone.hangUp()).reason).toBe("ended_by_you");
  await ayu.state("ended");
  expect(await house.ended(phone.name)).toMatchObject({
    status: "answered",
    reason: "customer_hung_up",
    ended_by: "customer",
    agent: { id: "ayu" },
  });
  // After the customer's own hang-up nothing more is asked of Meta.
  expect(await asked(house, phone.name)).toEqual(["pre_accept 200", "accept 200"]);
});

/** IN-6: one decline ends one ringing, the last one the call, at once. REP-2: Unanswered, declined. */
test("one agent declines and the other rings on; when both have declined the call is rejected", async () => {
  await until("nobody else may come back", () => Date.now() - opened > GRACE_MS);
  const phone = await ringing();
  await ayu.press("decline");
  await ayu.silent();
  expect(await ayu.last()).toMatch(/declined/i);
  expect(await budi.page.locator("[data-testid=incoming-call]").count()).toBe(1);
  expect((await phone.report()).state).toBe("ringing");

  await budi.press("decline");
  expect((await phone.is("ended")).reason).toBe("declined");
  const call = await house.ended(phone.name);
  expect(call).toMatchObject({ status: "unanswered", reason: "declined", agent: null, talk_ms: 0 });
  // At once: the last decline itself is the end, decided in one turn, so at one instant. The first
  // one was no end, nor was anything between the two.
  const declines = call.events.filter((e) => e.kind === "declined");
  expect(declines.map((e) => e.agent?.id)).toEqual(["ayu", "budi"]);
  const ended = call.events.findIndex((e) => e.kind === "ended");
  expect(call.events[ended - 1]).toBe(declines[1]);
  expect([call.events[ended]!.at, call.ended_at]).toEqual([declines[1]!.at, declines[1]!.at]);
  expect(Date.parse(declines[0]!.at)).toBeLessThan(Date.parse(declines[1]!.at));
  expect(await asked(house, phone.name)).toEqual(["pre_accept 200", "reject 200"]);
});

/** IN-8: the customer's hang-up ends the ringing everywhere at once. */
test("the customer cancels", async () => {
  const phone = await ringing();
  await phone.hangUp();
  await Promise.all([ayu.silent(), budi.silent()]);
  expect(await ayu.last()).toContain(phone.name);
  const call = await house.ended(phone.name);
  expect(call).toMatchObject({
    status: "unanswered",
    reason: "customer_hung_up",
    ended_by: "customer",
    agent: null,
    charge_minor: 0,
  });
  expect(await asked(house, phone.name)).toEqual(["pre_accept 200"]);
});

/**
 * IN-7: nobody answers; after 30 s, and not before, the call ends towards Meta and in the log, without an
 * agent. IN-11: meanwhile the page can be used.
 */
test("a call that nobody answers ends after 30 s", async () => {
  const { result: phone, stallMs } = await withStalls(house.pid, async () => {
    const called = await ringing();
    await canUseThePage();
    expect((await called.is("ended")).reason).toBe("declined");
    return called;
  });
  await Promise.all([ayu.silent(), budi.silent()]);
  const call = await house.ended(phone.name);
  expect(call).toMatchObject({
    status: "unanswered",
    reason: "timed_out",
    ended_by: "gateway",
    agent: null,
    talk_ms: 0,
  });
  console.log(
    `ringing window of 30,000 ms ended after ${call.ring_ms} ms; longest stall ${stallMs.toFixed(0)} ms`,
  );
  // By the gateway's own clock.
  expect(call.ring_ms).toBeGreaterThanOrEqual(30_000);
  expect(call.ring_ms).toBeLessThan(31_000 + stallMs);
  expect(await asked(house, phone.name)).toEqual(["pre_accept 200", "reject 200"]);
});

async function canUseThePage(): Promise<void> {
  const presence = ayu.page.locator("[data-testid=presence]");
  await presence.click();
  await ayu.page.waitForSelector("[data-testid=presence][data-state=away]");
  await presence.click();
  await ayu.page.waitForSelector("[data-testid=presence][data-state=online]");
  await ayu.page.click("[data-testid=minimise]");
  await ayu.page.waitForSelector("[data-testid=dock][data-minimised=true]");
  await ayu.page.click("[data-testid=minimise]");
  expect(await ayu.page.isVisible("[data-testid=accept]")).toBe(true);
}

/** The agent's page reloads in mid-call: back within 3 s, and the customer's stream goes on. */
test("a reload in mid-call brings the agent back into the call", async () => {
  const phone = await Phone.call(house, { voice: voiceFile("customer"), repeat: true });
  await ayu.rings(phone.name);
  await house.happened(phone.name, "meta_leg_connected");
  // The longest gap is one of the whole call, and so is the longest stall.
  const { result, stallMs } = await withStalls(house.pid, async () => {
    await ayu.press("accept");
    await ayu.state("talking");
    await ayu.audible();
    await until("some talk", async () => (await phone.report()).packets > 100);
    const from = performance.now();
    await ayu.page.reload();
    await ayu.state("talking");
    await ayu.audible();
    const backMs = performance.now() - from;
    await ayu.listen();
    const back = await phone.report();
    await until("more talk", async () => (await phone.report()).packets > back.packets + 7 * 50);
    const atAgent = await ayu.heard();
    const atPhone = part(await phone.heard(), back.packets / 50 + 1);
    await ayu.press("hang-up");
    return { backMs, atAgent, atPhone, end: await phone.is("ended") };
  });
  const { backMs, atAgent, atPhone, end } = result;
  const figures = {
    "back in the call with audio after, ms": backMs,
    "longest gap at the customer, ms": end.largest_gap_ms,
    "longest stall of this machine, ms": stallMs,
    "customer to agent afterwards": recognised(atAgent, voice("customer")),
    "agent to customer afterwards": recognised(atPhone, voice("agent")),
  };
  console.log("reload in mid-call:", figures);
  expect(backMs).toBeLessThan(3_000 + stallMs);
  expect(end.largest_gap_ms).toBeLessThan(100 + stallMs);
  expect(end.ssrcs).toHaveLength(1);
  expect(end.lost).toBe(0);
  expect(end.packets_before_accept).toBe(0);
  expect(figures["customer to agent afterwards"]).toBeGreaterThan(0.6);
  expect(figures["agent to customer afterwards"]).toBeGreaterThan(0.6);
  const call = await house.ended(phone.name);
  expect(call).toMatchObject({ status: "answered", reason: "agent_hung_up", agent: { id: "ayu" } });
  const kinds = call.events.map((e) => e.kind);
  expect(kinds).toContain("agent_away_from_call");
  expect(kinds).toContain("agent_back");
  expect(kinds.filter((kind) => kind === "connected")).toHaveLength(1);
});
