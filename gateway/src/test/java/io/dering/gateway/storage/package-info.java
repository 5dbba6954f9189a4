/// Tests of the store on real files: round trips, contradictions, a full disk, a folder in use.
/// [io.dering.gateway.storage.SampleCall] makes records for the tests of other packages too.
@NullMarked
package io.dering.gateway.storage;

import org.jspecify.annotations.NullMarked;
