/// The configuration: what is read, what is refused and with which sentence; the reference file
/// against the code.
@NullMarked
package io.dering.gateway.config;

import org.jspecify.annotations.NullMarked;
