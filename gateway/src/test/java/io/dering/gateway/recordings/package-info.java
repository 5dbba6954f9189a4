/// Tests.
@NullMarked
package io.dering.gateway.recordings;

import org.jspecify.annotations.NullMarked;
