// What strangers may send to a running gateway: a clear answer, and nothing is left of it.
import { request } from "node:http";
import type { Browser } from "playwright-core";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { AgentPage, browserThatSays } from "../lib/browser.ts";
import { House, Phone } from "../lib/house.ts";
import { connect, deliver, signature, webhook } from "../lib/meta.ts";
import { OFFER, sdp, UNUSABLE } from "../lib/offers.ts";
import { withStalls } from "../lib/stalls.ts";
import { shower } from "../lib/udp.ts";
import { until } from "../lib/wait.ts";

let house: House;
let browser: Browser;
let agent: AgentPage;

beforeAll(async () => {
  [house, browser] = await Promise.all([House.open(), browserThatSays("agent")]);
  agent = await AgentPage.open(browser, house, "ayu");
});

afterEach(async () => {
  await Phone.hangUpAll();
  await agent.silent();
  for (const state of ["ringing", "connecting", "talking"]) {
    expect(await house.metric(`dering_calls_${state}`)).toBe(0);
  }
  expect(await house.metric("dering_media_legs")).toBe(1);
  expect(await house.metric("dering_invariant_violations_total")).toBe(0);
});

afterAll(async () => {
  await browser?.close();
  expect(house.complaints()).toEqual([]);
  await house.stop();
});

/** The stable code of an answer in problem+json (RFC 9457). */
async function problem(answer: Response): Promise<string> {
  expect(answer.headers.get("content-type")).toContain("application/problem+json");
  const body = (await answer.json()) as { type: string; title: string; status: number; code: string };
  expect(body.status).toBe(answer.status);
  expect(body.type).toBe(`urn:dering:problem:${body.code}`);
  expect(body.title).not.toBe("");
  return `${answer.status} ${body.code}`;
}

test("a webhook whose signature is missing, forged or of other bytes has no effect", async () => {
  const call = connect("wacid.forged", "v=0\r\n", "Fictional forger");
  const before = await house.metric("dering_webhooks_total", { result: "signature_refused" });
  const good = signature(call);
  const flipped = good.slice(0, -1) + (good.endsWith("0") ? "1" : "0");
  const attempts: Record<string, string>[] = [
    {},
    { "x-hub-signature-256": "" },
    { "x-hub-signature-256": flipped },
    { "x-hub-signature-256": signature(call, "another secret") },
    { "x-hub-signature-256": signature(`${call} `) },
    { "x-hub-signature-256": good.replace("sha256=", "") },
    { "x-hub-signature": good },
  ];
  for (const headers of attempts) {
    expect(await problem(await deliver(house, call, headers))).toBe("401 unauthorized");
  }
  expect(await house.metric("dering_webhooks_total", { result: "signature_refused" })).toBe(
    before + attempts.length,
  );
  expect(await house.story("Fictional forger")).toBeUndefined();
  expect(await problem(await fetch(`${house.url}/meta/webhook?hub.mode=subscribe&hub.verify_token=x&hub.challenge=1`))).toBe("403 forbidden");
});

test("a body that is too large, no JSON, too deep or no webhook is refused", async () => {
  const large = Buffer.alloc(4 << 20, " ");
  expect(await problem(await deliver(house, large))).toBe("413 body_too_large");
  const call = connect("wacid.malformed", "v=0\r\n", "Fictional mumbler");
  for (const body of [call.slice(0, -2), "", "{", "[".repeat(100_000), "{}", "null", '{"a":1} {}']) {
    expect(await problem(await deliver(house, body)), body.slice(0, 20)).toBe("400 malformed");
  }
  expect(await house.story("Fictional mumbler")).toBeUndefined();
});

test("what this version does not know is taken and has no effect", async () => {
  const calls = (await house.calls()).length;
  for (const body of [
    webhook({ id: "wacid.new", event: "transferred" }, "Fictional future"),
    webhook({ id: "wamid.text", type: "text", text: { body: "Hello" } }, "Fictional future", "messages"),
    JSON.stringify({ object: "page", entry: [{ changes: [{ field: "feed", value: 7 }] }] }),
    JSON.stringify({ entry: [null, 7, {}, { changes: "none" }] }),
  ]) {
    expect((await deliver(house, body)).status).toBe(200);
  }
  expect(await house.calls()).toHaveLength(calls);
});

test("a WebSocket message of another version ends the socket, and only that one", async () => {
  const hello = JSON.stringify({ v: 1, type: "hello", agent: "budi", page: "abuse" });
  for (const message of [{ v: 2, type: "ping" }, { type: "ping" }, { v: "1", type: "ping" }]) {
    const { heard, code } = await agent.say([hello, JSON.stringify(message)]);
    expect(code).toBe(4400);
    expect(heard.at(-1)).toMatchObject({ type: "error", code: "unsupported_version" });
  }
  const broken = await agent.say([hello, "{"]);
  expect(broken.code).toBe(4400);
  expect(broken.heard.at(-1)).toMatchObject({ type: "error", code: "malformed" });
  const early = await agent.say([JSON.stringify({ v: 1, type: "call.accept", call: "call_1" })]);
  expect(early.code).toBe(4401);
  const nobody = await agent.say([JSON.stringify({ v: 1, type: "hello", agent: "mallory", page: "x" })]);
  expect(nobody.code).toBe(4401);
  await house.staffed(1);
});

const budi = JSON.stringify({ v: 1, type: "hello", agent: "budi", page: "abuse" });
const offered = (offer: string): string => JSON.stringify({ v: 1, type: "leg.offer", sdp: offer });

test.each(UNUSABLE.filter(([, offer]) => offer.length < 16_384))(
  "an agent's offer %s is refused by its code, and no leg is made",
  async (_, offer, code) => {
    const { heard } = await agent.say([budi, offered(offer)]);
    expect(heard.at(-1)).toMatchObject({ type: "leg.refused", code });
    await house.staffed(1);
  },
);

test("an agent's offer that is too long is refused, and one of 1 MiB ends the socket", async () => {
  const long = sdp([...OFFER, `a=x-filler:${"x".repeat(20_000)}`]);
  const { heard } = await agent.say([budi, offered(long)]);
  expect(heard.at(-1)).toMatchObject({ type: "error", code: "sdp_refused", re: "leg.offer" });
  const { code } = await agent.say([budi, offered(sdp([...OFFER, `a=x:${"x".repeat(1 << 20)}`]))]);
  // 1009, or cut before the browser has said it all.
  expect([1009, 1006]).toContain(code);
  await house.staffed(1);
});

test("a page of another site gets no WebSocket", async () => {
  const status = await new Promise<number | undefined>((done, failed) => {
    request(`${house.url}/v1/desk`, {
      headers: {
        connection: "Upgrade",
        upgrade: "websocket",
        origin: "http://evil.example",
        "sec-websocket-version": "13",
        "sec-websocket-key": "AAAAAAAAAAAAAAAAAAAAAA==",
      },
    })
      .on("response", (response) => {
        response.resume();
        done(response.statusCode);
      })
      .on("upgrade", (_, socket) => {
        socket.destroy();
        done(101);
      })
      .on("error", failed)
      .end();
  });
  expect(status).toBe(403);
});

/** Seeded, so that a shower that hurts can be sent again. */
function* garbage(count: number): Generator<Buffer> {
  let state = 20_261_122;
  const random = (below: number): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
  const noise = (length: number): Buffer => {
    const bytes = Buffer.alloc(length);
    for (let i = 0; i < length; i++) bytes[i] = random(256);
    return bytes;
  };
  const kinds: (() => Buffer)[] = [
    // Anything at all, every first byte of RFC 7983 among it.
    () => noise(1 + random(1_500)),
    // STUN binding requests whose attributes are cut short, or lie about their length.
    () => {
      const stun = noise(20 + 4 * random(10));
      stun.writeUInt16BE(0x0001, 0);
      stun.writeUInt16BE(random(2) === 0 ? stun.length - 20 : random(65_536), 2);
      stun.writeUInt32BE(0x2112a442, 4);
      return stun.subarray(0, 1 + random(stun.length));
    },
    // DTLS handshake records and ClientHello fragments that promise 16 MiB.
    () => {
      const dtls = noise(25 + random(200));
      Buffer.from([22, 254, 253, 0, 0, 0, 0, 0, 0, 0, random(256)]).copy(dtls);
      dtls.writeUInt16BE(random(2) === 0 ? dtls.length - 13 : random(65_536), 11);
      Buffer.from([1, 255, 255, 255]).copy(dtls, 13);
      return dtls;
    },
    // RTP and RTCP that nobody has keys for.
    () => {
      const rtp = noise(12 + random(200));
      rtp[0] = 0x80;
      rtp[1] = random(2) === 0 ? 111 : 200;
      return rtp;
    },
    // Larger than anything of ours, up to the largest UDP knows.
    () => Buffer.alloc(random(2) === 0 ? 1_501 + random(3_000) : 65_507, random(256)),
    () => Buffer.alloc(0),
  ];
  for (let i = 0; i < count; i++) yield kinds[i % kinds.length]!();
}

/** What is said while nobody hears it is no garbage. */
async function refused(): Promise<number> {
  const name = "dering_media_dropped_packets_total";
  return (await house.metric(name)) - (await house.metric(name, { reason: "nobody_listens" }));
}

test("garbage, truncated and oversized UDP during a call does the call no harm", async () => {
  const phone = await Phone.call(house, { voice: "tone", repeat: true });
  await agent.rings(phone.name);
  await house.happened(phone.name, "meta_leg_connected");
  await agent.expectSound();
  // From the first packet on: the longest gap that the phone reports is one of the whole call.
  const { result, stallMs } = await withStalls(house.pid, async () => {
    await agent.press("accept");
    await agent.state("talking");
    await agent.audible();
    const before = await refused();
    const heardBefore = (await agent.inbound())!;
    const packetsBefore = (await phone.report()).packets;
    const sent = await shower(house.mediaPort, garbage(6_000));
    const { packets } = await phone.report();
    await until("2 s more", async () => (await phone.report()).packets > packets + 100);
    const heardAfter = (await agent.inbound())!;
    const dropped = (await refused()) - before;
    return { sent, dropped, heardBefore, heardAfter, packetsBefore, report: await phone.report() };
  });
  const { sent, dropped, heardBefore, heardAfter, packetsBefore, report } = result;
  console.log(`of ${sent} datagrams of garbage ${dropped} were dropped one by one; longest gap of the call ${report.largest_gap_ms} ms, of the machine ${stallMs.toFixed(0)} ms`);
  expect(dropped).toBeGreaterThan(sent / 4);
  expect(report.state).toBe("connected");
  expect(report.packets).toBeGreaterThan(packetsBefore + 100);
  expect(report.lost).toBe(0);
  expect(report.ssrcs).toHaveLength(1);
  expect(report.largest_gap_ms).toBeLessThan(100 + stallMs);
  expect(heardAfter.packetsReceived).toBeGreaterThan(heardBefore.packetsReceived + 100);
  expect(heardAfter.packetsLost).toBe(0);
  await agent.press("hang-up");
  expect((await phone.is("ended")).reason).toBe("ended_by_business");
  expect(await house.ended(phone.name)).toMatchObject({
    status: "answered",
    reason: "agent_hung_up",
  });
  await agent.state("ended");
});
