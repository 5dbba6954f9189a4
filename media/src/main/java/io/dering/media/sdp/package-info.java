/// Session descriptions of one audio call: read, refuse, answer, offer.
///
/// **What this is.** `SdpReader` turns a peer's SDP into an `AudioSession` or a refusal with its
/// line; `SdpWriter` writes ours, either the gateway's own or one shaped like Meta's.
///
/// **RFCs.** RFC 8866 (SDP), RFC 3264 (offer and answer), RFC 8839 (ICE in SDP), RFC 8842 and 8122
/// (DTLS setup and fingerprints), RFC 5761 (rtcp-mux), RFC 9143 (BUNDLE), RFC 7587 §7 (Opus), RFC
/// 4733 (telephone-event), RFC 8830 (msid), RFC 5576 (ssrc), RFC 9429 §5 (what WebRTC writes).
///
/// **What we leave out and why.** One audio section and nothing else: a call has one. "If there is
/// more than one ... media descriptions" is legal (RFC 8866 §5.14) and refused, since a silent
/// second section would be a call half understood. Codecs other than Opus, header extensions and
/// feedback are skipped in offers and absent from answers: packets pass unchanged, so only what
/// both legs surely have may be agreed. `telephone-event` at 48 kHz is skipped, Meta has none.
/// Names in candidates are kept and never resolved. Candidates beyond 20 and those for RTCP or TCP
/// are ignored, not refused: a browser on a host with many networks is no enemy. Lines may end in
/// LF alone on reading; we write CRLF.
///
/// **Threads.** Pure functions over immutable values.
///
/// **Tests.** Meta's shapes are the project's wire fixtures (`meta/session-*.json`), Chromium's
/// offer is written after what Chromium 130 sends; 10^5 seeded mutations of each.
@NullMarked
package io.dering.media.sdp;

import org.jspecify.annotations.NullMarked;
