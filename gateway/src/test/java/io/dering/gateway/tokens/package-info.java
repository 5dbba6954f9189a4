/// Tests of session tokens, with a list of bad ones.
@NullMarked
package io.dering.gateway.tokens;

import org.jspecify.annotations.NullMarked;
