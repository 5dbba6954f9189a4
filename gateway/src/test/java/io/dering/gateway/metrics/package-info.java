@NullMarked
package io.dering.gateway.metrics;

import org.jspecify.annotations.NullMarked;
