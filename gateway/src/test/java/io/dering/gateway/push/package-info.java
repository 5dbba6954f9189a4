/// Tests of Web Push against a push service and a browser of their own, which decrypt and verify
/// without a line of the sender's.
@NullMarked
package io.dering.gateway.push;

import org.jspecify.annotations.NullMarked;
