/// DTLS-SRTP on Bouncy Castle, behind the port of [io.dering.media.dtls].
///
/// **What this is.** `BouncyCastleDtls` makes our certificate once per process and opens handshake
/// attempts; each runs Bouncy Castle's blocking protocol on a virtual thread of its own, fed by a
/// bounded queue.
///
/// **RFCs.** RFC 6347 (DTLS 1.2), RFC 5763 and 5764 (DTLS-SRTP), RFC 7627 (extended master secret,
/// required: without it keying material must not be exported), RFC 8827 §6.5 (P-256 certificates,
/// ECDHE with AES-128-GCM).
///
/// **What we leave out and why.** No HelloVerifyRequest as server: "Note that the
/// HelloVerifyRequest mechanism is ... to prevent" floods from spoofed sources (RFC 6347 §4.2.1),
/// and only pairs validated by ICE reach us. No resumption, no renegotiation, no DTLS 1.3 (Bouncy
/// Castle has none). Plaintext alerts are not sent, and one that comes in only shortens the attempt
/// to a second: whoever can spoof the peer's address could otherwise end a call with 15 bytes, or
/// make us end it at the peer.
///
/// **What we do around Bouncy Castle 1.84.** Its reassembler allocates what a stranger states and
/// its server loses a CertificateVerify that the ChangeCipherSpec overtook;
/// [io.dering.media.dtls.DtlsRecordFilter] mends both. Its deadline reads the wall clock;
/// `DatagramQueue` holds a monotonic one. Its client believes whoever asks it for a cookie and then
/// misses a server that did not ask: `DatagramQueue` keeps the asking back until the server has had
/// time to answer. Its next attempt would say another hello, which a server that answered the first
/// takes for nothing: `SameHello` and `OutgoingRecords` let an attempt go on where the last one
/// was. Its server would answer the same hello with other words each time, and a client that was
/// answered says its hello never again: `Heard` remembers what the peer said, `SameAnswer` and
/// `Answer` say the same to it again, so that an attempt that died by a stranger's message is begun
/// again where the client is. Its server would take what follows a hello before there is one, and
/// half a hello for the beginning of the peer's: `FirstWords` lets an attempt wait for a whole one.
/// A peer may cut its repetition elsewhere and say it in one datagram with what follows, as
/// OpenSSL's client does behind a buffer: `HelloPieces` knows a hello by what it says. What it
/// keeps of a handshake for as long as the call would be 9 kB a leg: `PeerCertificate`,
/// `RareRecords` and `DtlsCrypto`'s nonces are without what is not needed again.
///
/// **Threads.** One virtual thread per attempt, until the handshake is over; a short one whenever
/// something comes for the connection after it, or ends it. `receive` and `close` may be called
/// from one other thread.
///
/// **Buffers.** Datagrams are copied into the queue (64 at most). Records that are sent are
/// gathered to a flight; what leaves is a fresh array.
///
/// **Tests.** Two of our ends over an in-memory network, with loss and hostile datagrams; Bouncy
/// Castle's own bare client and server where a peer must misbehave.
@NullMarked
package io.dering.transport.dtls;

import org.jspecify.annotations.NullMarked;
