// A customer who has allowed calls, and what is said of the money that they cost.
import type { AgentPage, PhonePage } from "./browser.ts";
import type { House } from "./house.ts";
import { until } from "./wait.ts";

export interface Balance {
  readonly balance_minor: number;
  readonly held_minor: number;
  readonly available_minor: number;
}

export interface Entry {
  readonly kind: string;
  readonly amount_minor: number;
  readonly call: string | null;
}

export const at = (name: string): string => `[data-testid="${name}"]`;

/** The customer writes, and the agent has the room on the page. */
async function inTheRoom(house: House, ayu: AgentPage, phone: PhonePage): Promise<string> {
  await phone.page.fill(at("message-text"), "Could you call me back?");
  await phone.press("send-message");
  const room = await until("the customer's room", async () => {
    const { data } = await house.json<{ data: { id: string }[] }>("/v1/rooms?list=unassigned");
    return data[0]?.id;
  });
  await house.json(`/v1/rooms/${room}/assign`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ agents: ["ayu"] }),
  });
  await ayu.page.evaluate((to) => (location.hash = `#/rooms/${to}`), room);
  return room;
}

/** The customer is asked in that room, and allows calls for seven days. Answers with the room. */
export async function allowed(house: House, ayu: AgentPage, phone: PhonePage): Promise<string> {
  const room = await inTheRoom(house, ayu, phone);
  await ayu.press("ask-to-call");
  await ayu.page.fill(at("ask-caption"), "May we call you about your order?");
  await ayu.press("ask-send");
  await phone.press("allow-7-days");
  // Live, without a refresh.
  await ayu.page.waitForSelector(`${at("permission")}[data-state=temporary]`);
  return room;
}
