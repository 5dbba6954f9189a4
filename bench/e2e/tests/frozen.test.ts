// IN-6: a page whose script does not run: found, left out of ringing, and back when it does again. Chromium
// freezes no page that a driver holds visible, so the script is held by a request that is not answered: the
// same as with a frozen tab, the network's threads keep socket and leg alive meanwhile.
import type { Browser } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { AgentPage, browserThatSays } from "../lib/browser.ts";
import { House, Phone } from "../lib/house.ts";
import { withStalls } from "../lib/stalls.ts";
import { until } from "../lib/wait.ts";

const FOUND_WITHIN_MS = 10_000;

let house: House;
/** A frozen page must not share its process with one that runs. */
let browsers: [Browser, Browser];
let ayu: AgentPage;
let budi: AgentPage;

beforeAll(async () => {
  const [opened, ...both] = await Promise.all([
    House.open(),
    browserThatSays("agent"),
    browserThatSays("agent"),
  ]);
  house = opened;
  browsers = both;
});

beforeEach(async () => {
  [ayu, budi] = await Promise.all([
    AgentPage.open(browsers[0], house, "ayu"),
    AgentPage.open(browsers[1], house, "budi"),
  ]);
});

afterEach(async () => {
  await Phone.hangUpAll();
  await Promise.all([ayu?.close(), budi?.close()]);
  await until("no legs", async () => (await house.metric("dering_media_legs")) === 0);
});

afterAll(async () => {
  await Promise.all(browsers.map((browser) => browser.close()));
  expect(house.complaints()).toEqual([]);
  await house.stop();
});

const unreachable = async (agents: number): Promise<boolean> =>
  (await house.metric("dering_agents_unreachable")) === agents;

interface Found {
  readonly found: string;
  readonly for_ms: number | null;
}

async function findings(customer: string): Promise<Record<string, readonly Found[]>> {
  const call = (await house.story(customer))!.id;
  const { agents } = await house.json<{ agents: { agent: { id: string }; findings: Found[] }[] }>(
    `/v1/calls/${call}/explain`,
  );
  return Object.fromEntries(agents.map(({ agent, findings }) => [agent.id, findings]));
}

/** Stops the page's own script, timers and messages included; the answer lets it go on. */
async function hold(page: AgentPage): Promise<() => Promise<void>> {
  let letGo = (): void => {};
  const held = new Promise<void>((done) => (letGo = done));
  await page.page.route("**/held", async (route) => {
    await held;
    await route.fulfill({ body: "" });
  });
  const blocked = page.page.evaluate(() => {
    const request = new XMLHttpRequest();
    request.open("GET", "/held", false);
    request.send();
  });
  return async () => {
    letGo();
    await blocked;
  };
}

async function holdAndBeFound(page: AgentPage): Promise<() => Promise<void>> {
  const { result, stallMs } = await withStalls(house.pid, async () => {
    const from = performance.now();
    const wake = await hold(page);
    await until("the frozen page is found", () => unreachable(1));
    return { wake, foundMs: performance.now() - from };
  });
  const { foundMs, wake } = result;
  console.log(
    `frozen page found after ${foundMs.toFixed(0)} ms; longest stall ${stallMs.toFixed(0)} ms`,
  );
  expect(foundMs).toBeLessThan(FOUND_WITHIN_MS + stallMs);
  // The browser keeps socket and leg alive for it: nothing else would have told.
  expect(await house.metric("dering_media_legs")).toBe(2);
  expect(await house.metric("dering_agents", { state: "online" })).toBe(2);
  return wake;
}

test("a frozen page is found within 10 s, left out of ringing, and rings again when it wakes", async () => {
  const wake = await holdAndBeFound(ayu);

  const phone = await Phone.call(house, { voice: "tone", repeat: true });
  await budi.rings(phone.name);
  const story = await house.happened(phone.name, "offered_to_agent");
  const offered = story.events.filter((e) => e.kind === "offered_to_agent");
  expect(offered.map((e) => e.agent?.id)).toEqual(["budi"]);
  const [found] = (await findings(phone.name))["ayu"]!;
  expect(found).toMatchObject({ found: "page_unreachable" });
  expect(found!.for_ms).toBeGreaterThanOrEqual(8_000);

  await wake();
  await ayu.rings(phone.name);
  expect(await unreachable(0)).toBe(true);
  expect(await ayu.page.textContent("[data-testid=slept]")).toMatch(/\d+ s/);
  await ayu.press("accept");
  await ayu.state("talking");
  await budi.silent();
});

/** The same for a page whose own script does not come to an end. */
test("a page that hangs is as good as frozen, and no call waits for it", async () => {
  await budi.close();
  await until("budi is gone", async () => (await house.metric("dering_media_legs")) === 1);
  const phone = await Phone.call(house, { voice: "tone", repeat: true });
  await ayu.rings(phone.name);
  // Ends with the page: what it evaluates never returns.
  ayu.page.evaluate("for (;;);").catch(() => undefined);
  const call = await house.ended(phone.name);
  expect(call).toMatchObject({ status: "unanswered", reason: "nobody_reachable" });
  expect(call.ring_ms).toBeLessThan(30_000);
});
