<<<<<<< HEAD
/// The store on real SQLite files: durability, group commit, pages, migrations, failures.
=======
/// Tests of the store on real files: round trips, contradictions, a full disk, a folder in use.
/// [io.dering.gateway.storage.SampleCall] makes records for the tests of other packages too.
>>>>>>> store
@NullMarked
package io.dering.gateway.storage;

import org.jspecify.annotations.NullMarked;
