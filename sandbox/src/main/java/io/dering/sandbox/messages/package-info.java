/// Messages between customers and the business, as far as calls are about them: what customers
/// write and record, Meta's store of recordings, and what the business sends.
///
/// Left out: pictures and documents, templates, uploads.
///
/// Thread: one, the sandbox's. Test vectors: `src/test/resources/meta`.
@NullMarked
package io.dering.sandbox.messages;

import org.jspecify.annotations.NullMarked;
