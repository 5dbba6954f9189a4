/// Web Push: tells an agent's browser of a call while no page is open (IN-9).
///
/// RFC 8030 (delivery: TTL, Urgency, Topic), RFC 8291 and 8188 (`aes128gcm`, so that the push
/// service reads nothing), RFC 8292 (VAPID: who sends it). Left out: receipts (RFC 8030 §5.1),
/// which no browser's service offers; HTTP/2, which none asks for.
///
/// Any thread: each push runs on a virtual thread of its own, those for one device and call one
/// after the other. Test vectors: RFC 8291 appendix A; a reader of the tests' own decrypts the
/// rest.
@NullMarked
package io.dering.gateway.push;

import org.jspecify.annotations.NullMarked;
