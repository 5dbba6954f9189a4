/// The DTLS port of a media leg: what a leg needs to know about DTLS, without DTLS itself.
///
/// **What this is.** The joint between the packet heart and a DTLS stack (`DtlsEngines`,
/// `DtlsEngine`, `DtlsSink`), the values that cross it (fingerprints, roles, exported SRTP keying
/// material) and [io.dering.media.dtls.DtlsRecordFilter], which looks at each datagram before any
/// DTLS stack does.
///
/// **RFCs.** RFC 6347 §4.1 and §4.2.2 (record and handshake headers), RFC 5763 (DTLS-SRTP
/// framework), RFC 5764 §4.2 (key export), RFC 8122 §5 (fingerprints).
///
/// **What we leave out and why.** Only sha-256 fingerprints: every WebRTC stack writes one, and
/// Meta refuses others. "The alert messages ... MAY be sent unauthenticated" in a DTLS handshake
/// (RFC 6347 §4.1.2.7 warns of them): plaintext alerts are neither believed at once nor sent, since
/// anyone who can spoof the peer's address could end a call with one. No renegotiation, so no epoch
/// above 1.
///
/// **Threads.** The filter belongs to the caller of `DtlsEngine.receive`. Sink methods may be
/// called from any thread; the owner hops.
///
/// **Buffers.** `receive` borrows the array for the call and copies what it keeps. A datagram given
/// to `DtlsSink.transmit` belongs to the sink.
///
/// **Test vectors.** The 205-byte reassembly bomb (CVE-2026-59646) and the ClientHello with the
/// null suite are rebuilt in the tests byte by byte; flights of Bouncy Castle are replayed through
/// the filter by `transport`'s tests.
@NullMarked
package io.dering.media.dtls;

import org.jspecify.annotations.NullMarked;
