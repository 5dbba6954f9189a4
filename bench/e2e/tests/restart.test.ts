// The gateway dies in mid-call. Meta is a process of its own here, and outlives it.
import type { Browser } from "playwright-core";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { AgentPage, browserThatSays } from "../lib/browser.ts";
import { asked, House, NO_OFFENCES, Phone, SandboxAlone, wire } from "../lib/house.ts";
import { freeTcpPort } from "../lib/ports.ts";
import { withStalls } from "../lib/stalls.ts";
import { until } from "../lib/wait.ts";

let meta: SandboxAlone;
let house: House;
let browser: Browser;
let agent: AgentPage;

beforeAll(async () => {
  const port = await freeTcpPort();
  [meta, browser] = await Promise.all([
    SandboxAlone.open(`http://127.0.0.1:${port}`),
    browserThatSays("agent"),
  ]);
  await meta.json("/sandbox/settings", {
    method: "PUT",
    body: JSON.stringify({ calls: { nobody_there_ms: 0 } }),
  });
  house = await House.build({ graphUrl: `${meta.url}/sandbox/graph` }, port);
  await house.start();
  agent = await AgentPage.open(browser, house, "ayu");
});

afterEach(() => Phone.hangUpAll());

afterAll(async () => {
  await browser?.close();
  expect(house.complaints()).toEqual([]);
  expect(meta.complaints()).toEqual([]);
  await Promise.all([house.stop(), meta.stop()]);
});

async function talk(): Promise<Phone> {
  const phone = await Phone.call(meta, { voice: "tone", repeat: true });
  await agent.rings(phone.name);
  await phone.is("ringing");
  await agent.expectSound();
  await agent.press("accept");
  await agent.state("talking");
  await agent.audible();
  await until("some talk", async () => (await phone.report()).packets > 50);
  return phone;
}

/**
 * REP-2: connected and handled by an agent is Answered, whatever ended it. REP-1: for as long as it was
 * seen; the time in which nothing ran is no talk.
 */
test("kill -9 while talking: the next start ends the call in the log and at Meta", async () => {
  const phone = await talk();
  // The process leaves a sign of life every second.
  await until("more talk", async () => (await phone.report()).packets > 150);
  await house.kill();
  const killedAt = Date.now();
  const atDeath = await phone.report();
  expect(atDeath.state).toBe("connected");
  await house.start();
  const end = await phone.is("ended");
  expect(end.reason).toBe("ended_by_business");
  const call = await house.ended(phone.name);
  expect(call).toMatchObject({
    status: "answered",
    reason: "gateway_restarted",
    ended_by: "gateway",
    agent: { id: "ayu" },
    charge_minor: 0,
  });
  expect(call.talk_ms).toBeGreaterThan(0);
  expect(call.talk_ms).toBeLessThanOrEqual(killedAt - Date.parse(atDeath.connected_at!));
  expect(await asked(meta, phone.name)).toEqual(["pre_accept 200", "accept 200", "terminate 200"]);
});

test("the page that was there comes back by itself and takes the next call", async () => {
  await house.staffed(1);
  const phone = await talk();
  await agent.press("hang-up");
  expect((await phone.is("ended")).reason).toBe("ended_by_business");
  expect(await house.ended(phone.name)).toMatchObject({
    status: "answered",
    reason: "agent_hung_up",
  });
});

/** REP-2: nobody handled it, so it is Unanswered, and it has no agent. */
test("kill -9 while it rings: the next start rejects the call", async () => {
  await house.staffed(1);
  const phone = await Phone.call(meta);
  await agent.rings(phone.name);
  await phone.is("ringing");
  await house.kill();
  await house.start();
  expect((await phone.is("ended")).reason).toBe("declined");
  expect(await house.ended(phone.name)).toMatchObject({
    status: "unanswered",
    reason: "gateway_restarted",
    ended_by: "gateway",
    agent: null,
    talk_ms: 0,
  });
  expect(await asked(meta, phone.name)).toEqual(["pre_accept 200", "reject 200"]);
});

test("Ctrl-C in mid-call ends the call at Meta, and the process soon after", async () => {
  await house.staffed(1);
  const phone = await talk();
  const { result: ending, stallMs } = await withStalls(house.pid, () => house.interrupt());
  const end = await phone.is("ended");
  expect(end.reason).toBe("ended_by_business");
  console.log(`Ctrl-C with a call running: the process was gone after ${ending.tookMs.toFixed(0)} ms`);
  expect(ending.byItself).toBe(true);
  expect(ending.tookMs).toBeLessThan(8_000 + stallMs);
  await house.start();
  expect(await house.ended(phone.name)).toMatchObject({ status: "answered", agent: { id: "ayu" } });
  expect(await asked(meta, phone.name)).toEqual(["pre_accept 200", "accept 200", "terminate 200"]);
  // Over the whole file: no RTP before accept, no second stream, in any call.
  expect((await wire(meta)).offences).toEqual(NO_OFFENCES);
});
