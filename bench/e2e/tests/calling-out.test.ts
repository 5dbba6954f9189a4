// The business asks for permission and calls: an agent's page, the customer's phone, and money that ends.
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { allowed, at, type Balance, type Entry } from "../lib/allowed.ts";
import { AgentPage, browserThatSays, PhonePage } from "../lib/browser.ts";
import { House } from "../lib/house.ts";
import { recognised } from "../lib/sound.ts";
import { voice } from "../lib/voices.ts";
import { until } from "../lib/wait.ts";

/** The demo's balance: two minutes at Rp 1,000. */
const TWO_MINUTES_MS = 120_000;

let house: House;
let agents: Browser;
let customers: Browser;
let ayu: AgentPage;
let phone: PhonePage;

interface ChargeMonth {
  readonly paid: { readonly amount_minor: number; readonly minutes: number; readonly pulses: number };
  readonly meta: readonly {
    readonly currency: string;
    readonly cost_micros: number;
    readonly rows: readonly { readonly country: string; readonly direction: string; readonly tier: string }[];
  }[];
  readonly difference_micros: number | null;
}

/** What the sandbox charges for a call to Britain, in millionths of a rupiah. */
const PULSE_MICROS = 15_200_000;

beforeAll(async () => {
  [house, agents, customers] = await Promise.all([
    House.open(),
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

/** PM-3, PM-7, OUT-2, OUT-5, BAL-3, BAL-4, BAL-7: from the question to the last paid millisecond. */
test("ask, allow, call, talk, and be cut off when two minutes of money are spent", async () => {
  const room = await allowed(house, ayu, phone);
  await ayu.press("call-customer");
  // On the room's page the call is a card; how far it is stands on the desk as well.
  await ayu.page.evaluate(() => (location.hash = "#/"));
  await ayu.state("ringing_out");
  // The ringing is the gateway's own, and is heard.
  await ayu.audible();
  await phone.state("incoming");
  await phone.press("answer");
  await Promise.all([ayu.state("talking"), phone.state("connected")]);
  const figures = { atPhone: 0, atAgent: 0 };
  await Promise.all([phone.listen(), ayu.listen()]);
  await until("both are recognised", async () => {
    const [atPhone, atAgent] = await Promise.all([phone.heard(), ayu.heard()]);
    if (Math.min(atPhone.samples.length, atAgent.samples.length) < 7 * atPhone.rateHz) return false;
    await Promise.all([phone.listen(), ayu.listen()]);
    figures.atPhone = recognised(atPhone, voice("agent"));
    figures.atAgent = recognised(atAgent, voice("customer"));
    return figures.atPhone > 0.6 && figures.atAgent > 0.6;
  });
  console.log("agent and customer, likeness:", figures);

  await ayu.page.waitForSelector(at("balance-countdown"), { timeout: TWO_MINUTES_MS });
  await phone.state("ended", TWO_MINUTES_MS);
  const [call] = await until("the end in the log", async () => {
    const calls = await house.calls();
    return calls[0]?.state === "ended" && calls;
  });
  expect(call).toMatchObject({
    status: "answered",
    reason: "balance_spent",
    ended_by: "gateway",
    talk_ms: TWO_MINUTES_MS,
    charge_minor: 2_000,
  });
  const balance = await house.json<Balance>("/v1/balance");
  expect(balance).toMatchObject({ balance_minor: 0, held_minor: 0, available_minor: 0 });
  const entries = (await house.json<{ data: Entry[] }>("/v1/ledger")).data;
  const charges = entries.filter((entry) => entry.call === call?.id);
  expect(charges.map((entry) => [entry.kind, entry.amount_minor])).toEqual([
    ["charge", -1_000],
    ["charge", -1_000],
  ]);
  // BAL-3: what Meta charges, by pulses, beside the two minutes. By Meta's clock the end may be in the next pulse.
  const month = await until("Meta's charges", async () => {
    const [newest] = (await house.json<{ data: ChargeMonth[] }>("/v1/meta-charges")).data;
    return (newest?.meta[0]?.cost_micros ?? 0) > 0 && newest;
  });
  expect(month.paid).toMatchObject({ amount_minor: 2_000, minutes: 2, pulses: 20 });
  const [told] = month.meta;
  expect(told?.currency).toBe("IDR");
  expect(told?.rows).toMatchObject([{ country: "GB", direction: "outbound", tier: "0:50000" }]);
  expect([20 * PULSE_MICROS, 21 * PULSE_MICROS]).toContain(told?.cost_micros);
  expect(month.difference_micros).toBe(2_000_000_000 - (told?.cost_micros ?? 0));
  // BAL-4: no further call until a top-up.
  await ayu.page.evaluate((to) => (location.hash = `#/rooms/${to}`), room);
  await ayu.press("call-customer");
  await ayu.page.waitForSelector(`${at("not-called")}[data-reason=balance_too_low]`);
});
