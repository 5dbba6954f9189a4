/// SRTP and SRTCP: session keys, protection and unprotection in place, replay windows.
///
/// Sources: RFC 3711 (framework, AES_CM_128_HMAC_SHA1_80), RFC 7714 (AEAD_AES_128_GCM), RFC 5764
/// §4.2 (master keys from DTLS). Test vectors: RFC 3711 B.2 and B.3, RFC 7714 §16.1 and §17.1 to
/// §17.3; libsrtp as an oracle for every byte and verdict of 10^5 packets in the tests, and
/// jitsi-srtp as an independent peer in the workbench.
///
/// Left out: MKI and key derivation rates other than zero (DTLS-SRTP in WebRTC uses neither), the
/// 32-bit tag (weak, and no peer of ours needs it), AES-256 and double encryption, header extension
/// encryption (RFC 6904, never negotiated by us).
///
/// One owner, one thread per sender or receiver. Buffers are borrowed for the call; the work is
/// done in place, nothing is kept and, warm, nothing is allocated per packet. A packet that is
/// refused leaves its bytes as they were and no trace in the state.
///
/// The cryptography is the JDK's (AES and SHA-1 intrinsics) except GHASH, whose JDK form cannot be
/// had without allocating per packet; docs/decisions/0002 has the figures and the price.
@NullMarked
package io.dering.media.srtp;

import org.jspecify.annotations.NullMarked;
