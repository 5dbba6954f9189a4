/// The conductor stepped and threaded, over a store that is slow, full or dead, and a real process
/// killed at random moments.
@NullMarked
package io.dering.gateway.conductor;

import org.jspecify.annotations.NullMarked;
