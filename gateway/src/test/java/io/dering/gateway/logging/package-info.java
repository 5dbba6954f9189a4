/// What must never reach a log.
@NullMarked
package io.dering.gateway.logging;

import org.jspecify.annotations.NullMarked;
