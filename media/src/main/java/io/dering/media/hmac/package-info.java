/// HMAC-SHA1 (RFC 2104), which SRTP has for its tags (RFC 3711 §4.2) and STUN for its integrity
/// (RFC 8489 §14.5): without an object for each key or each message.
@NullMarked
package io.dering.media.hmac;

import org.jspecify.annotations.NullMarked;
