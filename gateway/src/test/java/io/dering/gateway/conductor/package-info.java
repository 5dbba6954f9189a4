@NullMarked
package io.dering.gateway.conductor;

import org.jspecify.annotations.NullMarked;
