/// Who rings for a call: ring groups and their modes (RG-2; round robin follows with RG-3).
///
/// Pure values, any thread.
@NullMarked
package io.dering.signaling.routing;

import org.jspecify.annotations.NullMarked;
