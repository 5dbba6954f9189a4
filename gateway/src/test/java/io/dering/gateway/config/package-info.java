<<<<<<< HEAD
/// The configuration: what is read, what is refused and with which sentence; the reference file against the code.
=======
/// Tests of the configuration: sources in order of strength, bounds, the demo, and the reference
/// file against the catalogue and the records.
>>>>>>> store
@NullMarked
package io.dering.gateway.config;

import org.jspecify.annotations.NullMarked;
