// Offers as a peer may send them, and as nobody should.

/** As Meta sends it. */
export const OFFER = [
  "v=0",
  "o=- 1791187200123 2 IN IP4 127.0.0.1",
  "s=-",
  "t=0 0",
  "a=group:BUNDLE audio",
  "a=ice-lite",
  "m=audio 3484 UDP/TLS/RTP/SAVPF 111 126",
  "c=IN IP4 192.0.2.44",
  "a=candidate:1052331718 1 udp 2122260223 192.0.2.44 3484 typ host generation 0 network-cost 50",
  "a=ice-ufrag:Zt4qLm9XbR2cVn7K",
  "a=ice-pwd:pQ3vT8kYw1mZr6uJx0eHsA==",
  `a=fingerprint:sha-256 ${Array.from({ length: 32 }, () => "4B").join(":")}`,
  "a=setup:actpass",
  "a=mid:audio",
  "a=sendrecv",
  "a=rtcp-mux",
  "a=rtpmap:111 opus/48000/2",
  "a=rtpmap:126 telephone-event/8000",
  "a=ssrc:3148577921 cname:WhatsAppAudioStream1",
];
export const sdp = (lines: readonly string[]): string => lines.map((line) => `${line}\r\n`).join("");
const without = (start: string): string => sdp(OFFER.filter((line) => !line.startsWith(start)));

/** What is wrong, the offer, and the stable code of its refusal. */
export const UNUSABLE: readonly (readonly [name: string, sdp: string, code: string])[] = [
  ["without Opus", without("a=rtpmap:111"), "no_opus"],
  ["without a fingerprint", without("a=fingerprint"), "no_fingerprint"],
  [
    "with two audio sections",
    sdp([...OFFER, "m=audio 3486 UDP/TLS/RTP/SAVPF 111", "a=mid:two", "a=rtpmap:111 opus/48000/2"]),
    "several_sections",
  ],
  ["of 1 MiB", sdp([...OFFER, `a=x-filler:${"x".repeat(1 << 20)}`]), "too_long"],
  ["without ICE credentials", without("a=ice-pwd"), "no_ice_credentials"],
  ["that is no SDP", "Kring, kring!", "not_sdp"],
];
