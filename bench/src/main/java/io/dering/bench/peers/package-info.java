/// The gateway beside another forwarder of calls, in one run: `make bench-peers`.
///
/// Both get the same calls from the same generator, [lean far ends][io.dering.bench.lean.LeanEnds]:
/// two legs each, ICE and DTLS-SRTP on both (rtpengine's also with keys in the SDP, `--sdes`), a
/// frame of 60 bytes every 20 ms and direction, and every frame is authenticated, decrypted,
/// encrypted under the other leg's keys and sent. Rounds alternate, because a shared machine
/// drifts: what counts is the ratio within a round, and its median.
///
/// The gateway is a packaged one, whole: its calls come by webhook, its agents by the desk
/// protocol, and nothing of it is switched off. The peer has no such doors; its calls are made over
/// its own control protocol.
@NullMarked
package io.dering.bench.peers;

import org.jspecify.annotations.NullMarked;
