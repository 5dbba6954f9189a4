/// STUN Binding messages: a flyweight that reads them in place and a writer into a buffer of its
/// own.
///
/// RFC 8489 (messages, attributes, FINGERPRINT, short-term credentials with MESSAGE-INTEGRITY), RFC
/// 8445 §16.1 (PRIORITY, USE-CANDIDATE, ICE-CONTROLLED, ICE-CONTROLLING).
///
/// What we leave out, and why:
/// - long-term credentials, TURN, TCP framing and the pre-RFC 5389 format: an ICE agent on one UDP
///   port never needs them;
/// - MESSAGE-INTEGRITY-SHA256: ICE (RFC 8445) authenticates by HMAC-SHA1 alone. The attribute is
///   understood and skipped, so a peer that sends both is answered; one that sends it alone counts
///   as not authenticated;
/// - SASLprep of passwords: ICE passwords are ASCII.
///
/// Where we are stricter than the RFC: FINGERPRINT must be last, USERNAME at most 513 bytes, no
/// more than 32 attributes. Where we are laxer: FINGERPRINT may be missing, since the integrity
/// check proves more than a CRC.
///
/// Threads: a reader, a writer and a [io.dering.media.stun.MessageIntegrity] each belong to one
/// thread; [io.dering.media.stun.StunPeek] has no state. Buffers are borrowed for the call that
/// gets them; a reader keeps its reference until the next `wrap` or `clear`. Tests use the vectors
/// of RFC 5769 §2.1 to §2.3 and seeded mutations of them.
@NullMarked
package io.dering.media.stun;

import org.jspecify.annotations.NullMarked;
