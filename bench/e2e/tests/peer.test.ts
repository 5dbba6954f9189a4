// Offers that are not the sandbox's: an independent WebRTC stack as the customer, and offers that nobody
// should send.
import { randomBytes } from "node:crypto";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { AgentPage, browserThatSays } from "../lib/browser.ts";
import { House } from "../lib/house.ts";
import { connect, deliver, Graph, terminate } from "../lib/meta.ts";
import { OFFER, sdp, UNUSABLE } from "../lib/offers.ts";
import { Peer } from "../lib/peer.ts";
import { levelDbfs, recognised } from "../lib/sound.ts";
import { voice } from "../lib/voices.ts";
import { privateAddresses, UdpEar } from "../lib/udp.ts";
import { until } from "../lib/wait.ts";

let graph: Graph;
let house: House;
let browser: Browser;
let agent: AgentPage;

beforeAll(async () => {
  graph = await Graph.open();
  [house, browser] = await Promise.all([
    House.open({ graphUrl: graph.url }),
    browserThatSays("agent"),
  ]);
  agent = await AgentPage.open(browser, house, "ayu");
});

afterAll(async () => {
  await browser?.close();
  graph?.close();
  expect(house.complaints()).toEqual([]);
  await house.stop();
});

const newCall = (): string => `wacid.${randomBytes(24).toString("base64")}`;

test("libwebrtc as the customer, full ICE and controlling: both hear each other", async () => {
  const peer = new Peer(voice("customer"));
  try {
    const call = newCall();
    const offer = await peer.offer();
    expect(offer).not.toContain("a=ice-lite");
    expect((await deliver(house, connect(call, offer, "Fictional peer"))).status).toBe(200);
    const ahead = await until("pre_accept", () =>
      graph.of(call).find((a) => a.action === "pre_accept"),
    );
    await peer.answered(ahead.session!.sdp);
    await until("libwebrtc is connected", () => peer.state === "connected");
    await house.happened("Fictional peer", "meta_leg_connected");
    // Nothing before accept's 200, whoever the peer is.
    expect((await peer.inbound())?.packetsReceived ?? 0).toBe(0);

    await agent.rings("Fictional peer");
    await agent.expectSound();
    await agent.press("accept");
    await agent.state("talking");
    const accept = await until("accept", () => graph.of(call).find((a) => a.action === "accept"));
    expect(accept.session).toEqual(ahead.session);
    await agent.audible();

    const figures = { atAgent: 0, atPeer: 0, level: -120 };
    await Promise.all([agent.listen(), peer.listen()]);
    await until(
      "both are recognised",
      async () => {
        if (peer.heard().samples.length < 7 * 48_000) return false;
        const [atAgent, atPeer] = [await agent.heard(), peer.heard()];
        await agent.listen();
        peer.listen();
        figures.atAgent = recognised(atAgent, voice("customer"));
        figures.atPeer = recognised(atPeer, voice("agent"));
        figures.level = levelDbfs(atPeer);
        expect(recognised(atAgent, voice("other"))).toBeLessThan(0.2);
        expect(recognised(atPeer, voice("other"))).toBeLessThan(0.2);
        return figures.atAgent > 0.6 && figures.atPeer > 0.6;
      },
    );
    const inbound = (await peer.inbound())!;
    console.log("libwebrtc and the agent's page, likeness and level:", figures);
    expect(figures.level).toBeGreaterThan(-45);
    expect(inbound.packetsLost).toBe(0);

    await deliver(house, terminate(call, "Fictional peer"));
    await agent.state("ended");
    expect(await house.ended("Fictional peer")).toMatchObject({
      status: "answered",
      reason: "customer_hung_up",
      agent: { id: "ayu" },
    });
    expect(graph.of(call).map((a) => a.action)).toEqual(["pre_accept", "accept"]);
  } finally {
    peer.close();
  }
});

test.each(UNUSABLE)("an offer %s is refused, and nothing is left of it", async (name, offer, code) => {
  const call = newCall();
  const customer = `Fictional offer ${name}`;
  expect((await deliver(house, connect(call, offer, customer))).status).toBe(200);
  const story = await house.ended(customer);
  expect(story).toMatchObject({
    status: "unanswered",
    reason: "offer_refused",
    ended_by: "gateway",
    agent: null,
  });
  expect(story.events.find((e) => e.kind === "media_refused")?.detail).toBe(code);
  await until("the reject", () => graph.of(call).length > 0);
  expect(graph.of(call).map((a) => a.action)).toEqual(["reject"]);
  await agent.silent();
  expect(await house.metric("dering_media_legs")).toBe(1);
  for (const state of ["ringing", "connecting", "talking"]) {
    expect(await house.metric(`dering_calls_${state}`)).toBe(0);
  }
});

/** Candidates lead nowhere inside, where `media.allow-loopback-peers` is off. */
test("an offer that points at this machine's own network gets no packet", async () => {
  const addresses = ["127.0.0.1", ...privateAddresses()];
  const ears = await Promise.all(addresses.map((address) => UdpEar.open(address)));
  const strict = await House.open({
    graphUrl: graph.url,
    environment: { DERING_MEDIA_ALLOW_LOOPBACK_PEERS: "false" },
  });
  try {
    const page = await AgentPage.open(browser, strict, "ayu");
    const call = newCall();
    const inside = [...ears.map((e) => [e.address, e.port] as const), ["169.254.7.7", 9] as const];
    const candidates = inside.map(
      ([address, port], i) => `a=candidate:${i + 1} 1 udp ${2122260223 - i} ${address} ${port} typ host`,
    );
    const offer = sdp(
      OFFER.flatMap((line) => (line.startsWith("a=candidate") ? candidates : [line])),
    );
    await deliver(strict, connect(call, offer, "Fictional insider"));
    const story = await strict.ended("Fictional insider");
    expect(story).toMatchObject({ status: "unanswered", reason: "offer_refused", agent: null });
    expect(story.events.find((e) => e.kind === "media_refused")?.detail).toBe("no_usable_candidate");
    await until("the reject", () => graph.of(call).some((a) => a.action === "reject"));
    expect(ears.map((ear) => ear.datagrams)).toEqual(ears.map(() => 0));
    await page.silent();
    expect(await strict.metric("dering_media_legs")).toBe(1);
    await page.close();
  } finally {
    ears.forEach((ear) => ear.close());
    expect(strict.complaints()).toEqual([]);
    await strict.stop();
  }
});
