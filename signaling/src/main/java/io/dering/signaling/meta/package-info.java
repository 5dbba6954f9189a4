/// Meta's words: webhook JSON to facts, commands to Graph requests, answers to codes, signatures.
///
/// Source: Meta's calling reference parts 0, 1, 6 and 10. Parsing never throws on bad input and
/// never loses an element: what is known but not used yet, or not known at all, is kept raw.
/// Stateless: any thread. Test vectors: `src/test/resources/meta`, every file read by a test.
@NullMarked
package io.dering.signaling.meta;

import org.jspecify.annotations.NullMarked;
