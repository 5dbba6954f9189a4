// Minutes of balance that last seconds (DERING_SANDBOX_MINUTE_S): a cut-off that is tried in ten of them.
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { allowed, at, type Balance, type Entry } from "../lib/allowed.ts";
import { AgentPage, browserThatSays, PhonePage } from "../lib/browser.ts";
import { House } from "../lib/house.ts";
import { until } from "../lib/wait.ts";

const MINUTE_S = 5;

/** The demo's balance: two minutes at Rp 1,000. */
const TWO_MINUTES_MS = 2 * MINUTE_S * 1_000;

let house: House;
let agents: Browser;
let customers: Browser;
let ayu: AgentPage;
let phone: PhonePage;

beforeAll(async () => {
  [house, agents, customers] = await Promise.all([
    House.open({ environment: { DERING_SANDBOX_MINUTE_S: String(MINUTE_S) } }),
    browserThatSays("agent"),
    browserThatSays("customer"),
  ]);
  [ayu, phone] = await Promise.all([
    AgentPage.open(agents, house, "ayu"),
    PhonePage.open(customers, house),
  ]);
});

afterAll(async () => {
  await Promise.all([agents?.close(), customers?.close()]);
  expect(house.complaints()).toEqual([]);
  await house.stop();
});

/** BAL-3, BAL-4, BAL-7, REP-1. */
test("two minutes of money last ten seconds, to the millisecond, and are charged as two minutes", async () => {
  await allowed(house, ayu, phone);
  await ayu.press("call-customer");
  await ayu.page.evaluate(() => (location.hash = "#/"));
  await phone.state("incoming");
  await Promise.all([phone.expectSound(), ayu.expectSound()]);
  await phone.press("answer");
  await Promise.all([ayu.state("talking"), phone.state("connected")]);
  const countdown = await ayu.page.waitForSelector(at("balance-countdown"));
  const seconds = Number(/\d+/.exec((await countdown.textContent()) ?? "")?.[0]);
  expect(seconds).toBeLessThanOrEqual(TWO_MINUTES_MS / 1_000);
  await Promise.all([phone.audible(), ayu.audible()]);
  await Promise.all([phone.state("ended"), ayu.page.waitForSelector(at("balance-countdown"), { state: "detached" })]);

  const [call] = await until("the end in the log", async () => {
    const calls = await house.calls();
    return calls[0]?.state === "ended" && calls[0].charge_minor !== null && calls;
  });
  expect(call).toMatchObject({
    status: "answered",
    reason: "balance_spent",
    ended_by: "gateway",
    talk_ms: TWO_MINUTES_MS,
    charge_minor: 2_000,
  });
  expect(await house.json<Balance>("/v1/balance")).toMatchObject({
    balance_minor: 0,
    held_minor: 0,
    available_minor: 0,
  });
  const entries = (await house.json<{ data: Entry[] }>("/v1/ledger")).data;
  const charges = entries.filter((entry) => entry.call === call?.id);
  expect(charges.map((entry) => [entry.kind, entry.amount_minor])).toEqual([
    ["charge", -1_000],
    ["charge", -1_000],
  ]);
});
