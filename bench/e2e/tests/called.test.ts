// The stand-in's part of a call that the business places: an independent WebRTC stack as the business, the
// phone's page in a real Chromium as the customer, and nothing of the gateway between them.
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { browserThatSays, PhonePage } from "../lib/browser.ts";
import { SandboxAlone } from "../lib/house.ts";
import { Peer } from "../lib/peer.ts";
import { recognised } from "../lib/sound.ts";
import { voice } from "../lib/voices.ts";
import { until } from "../lib/wait.ts";

const NUMBER = "/sandbox/graph/v26.0/100000000000001";
const GRAPH = { authorization: "Bearer dev-access-token", "content-type": "application/json" };
/** The first page's customer. */
const CUSTOMER = "447700900100";

interface Told {
  readonly id?: string;
  readonly event?: string;
  readonly status?: string;
  readonly session?: { sdp: string };
  readonly start_time?: string;
  readonly duration?: number;
  readonly interactive?: { call_permission_reply: { response: string; is_permanent?: boolean } };
  readonly context?: { id: string };
}

let hooks: Server;
let sandbox: SandboxAlone;
let browser: Browser;
let phone: PhonePage;
const told: Told[] = [];

beforeAll(async () => {
  hooks = createServer((request, response) => {
    const pieces: Buffer[] = [];
    request.on("data", (piece: Buffer) => pieces.push(piece));
    request.on("end", () => {
      const { value } = JSON.parse(Buffer.concat(pieces).toString()).entry[0].changes[0];
      told.push(...(value.calls ?? []), ...(value.statuses ?? []), ...(value.messages ?? []));
      response.end();
    });
  });
  await new Promise<void>((done) => hooks.listen(0, "127.0.0.1", done));
  const { port } = hooks.address() as AddressInfo;
  [sandbox, browser] = await Promise.all([
    SandboxAlone.open(`http://127.0.0.1:${port}/meta/webhook`),
    browserThatSays("customer"),
  ]);
  phone = await PhonePage.open(browser, sandbox);
  await phone.page.waitForSelector('[data-testid="call"]:enabled');
});

afterAll(async () => {
  await browser?.close();
  hooks?.close();
  expect(sandbox.complaints()).toEqual([]);
  await sandbox.stop();
});

const graph = (path: string, body: object): Promise<Response> =>
  fetch(sandbox.url + NUMBER + path, { method: "POST", headers: GRAPH, body: JSON.stringify(body) });

const happened = (what: string, is: (one: Told) => boolean): Promise<Told> =>
  until(what, () => told.find(is));

/** Asks by template; answers with the message's id. */
async function ask(): Promise<string> {
  const sent = await graph("/messages", {
    messaging_product: "whatsapp",
    to: CUSTOMER,
    type: "template",
    template: { name: "call_permission", language: { code: "en" } },
  });
  expect(sent.status).toBe(200);
  return ((await sent.json()) as { messages: [{ id: string }] }).messages[0].id;
}

const place = (offer: string): Promise<Response> =>
  graph("/calls", {
    messaging_product: "whatsapp",
    to: CUSTOMER,
    action: "connect",
    session: { sdp_type: "offer", sdp: offer },
  });

/** PM-3: permission on the page's card. OUT-5: it rings. BAL-6: the pickup is the page's *Answer*. */
test("libwebrtc as the business asks, calls and is answered on the phone's page: both hear each other", async () => {
  const peer = new Peer(voice("agent"));
  try {
    const offer = await peer.offer();
    expect((await place(offer)).status, "without permission").toBe(401);
    const request = await ask();
    await phone.press("allow-7-days");
    await happened("the permission", (one) => one.context?.id === request);

    const placed = await place(offer);
    expect(placed.status).toBe(200);
    const { id } = ((await placed.json()) as { calls: [{ id: string }] }).calls[0];
    const connect = await happened("connect", (one) => one.id === id && one.event === "connect");
    await peer.answered(connect.session!.sdp);
    await phone.state("incoming");
    await happened("RINGING", (one) => one.id === id && one.status === "RINGING");
    await until("libwebrtc is connected", () => peer.state === "connected");
    // Nothing before the pickup, whoever the peer is.
    expect((await peer.inbound())?.packetsReceived ?? 0).toBe(0);

    await phone.expectSound();
    await phone.press("answer");
    await happened("ACCEPTED", (one) => one.id === id && one.status === "ACCEPTED");
    await phone.state("connected");
    await phone.audible();
    const figures = { atPhone: 0, atPeer: 0 };
    await phone.listen();
    peer.listen();
    await until("both are recognised", async () => {
      if (peer.heard().samples.length < 7 * 48_000) return false;
      const [atPhone, atPeer] = [await phone.heard(), peer.heard()];
      await phone.listen();
      peer.listen();
      figures.atPhone = recognised(atPhone, voice("agent"));
      figures.atPeer = recognised(atPeer, voice("customer"));
      return figures.atPhone > 0.6 && figures.atPeer > 0.6;
    });
    console.log("libwebrtc and the phone's page, likeness:", figures);
    await phone.press("end");
    const end = await happened("terminate", (one) => one.id === id && one.event === "terminate");
    expect(end.status).toBe("COMPLETED");
    expect(end.duration).toBeGreaterThan(0);
  } finally {
    peer.close();
  }
});

/** IN-10's counterpart, OUT-4: what is not answered is told without times. */
test("a call is declined on the phone's page, and the mind is changed in the profile (PM-7)", async () => {
  const peer = new Peer(voice("agent"));
  try {
    const offer = await peer.offer();
    const { id } = ((await (await place(offer)).json()) as { calls: [{ id: string }] }).calls[0];
    await phone.press("decline");
    await happened("REJECTED", (one) => one.id === id && one.status === "REJECTED");
    const end = await happened("terminate", (one) => one.id === id && one.event === "terminate");
    expect(end.start_time).toBeUndefined();

    await phone.page.selectOption('[data-testid="call-permission"]', "deny");
    await happened(
      "the refusal",
      (one) => one.interactive?.call_permission_reply.response === "reject",
    );
    const refused = await place(offer);
    expect(((await refused.json()) as { error: { code: number } }).error.code).toBe(138_006);
  } finally {
    peer.close();
  }
});
