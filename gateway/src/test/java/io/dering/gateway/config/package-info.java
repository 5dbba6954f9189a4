/// Tests of the configuration: sources in order of strength, bounds, the demo, and the reference
/// file against the catalogue and the records.
@NullMarked
package io.dering.gateway.config;

import org.jspecify.annotations.NullMarked;
