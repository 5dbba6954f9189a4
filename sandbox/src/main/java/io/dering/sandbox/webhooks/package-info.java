/// Meta's webhooks for calls, from the sender's side: bodies, signature, delivery, and the ways in
/// which a real Meta misbehaves (twice, late, in the wrong order), by switch and by seed.
///
/// Left out: batches of several calls in one POST (every call has a POST of its own), mTLS.
///
/// Thread: one, the sandbox's. Test vectors: `src/test/resources/meta`.
@NullMarked
package io.dering.sandbox.webhooks;

import org.jspecify.annotations.NullMarked;
