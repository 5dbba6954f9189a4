@NullMarked
package io.dering.gateway.cli;

import org.jspecify.annotations.NullMarked;
