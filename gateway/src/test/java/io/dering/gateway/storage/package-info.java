/// The store on real SQLite files: durability, group commit, pages, migrations, failures.
@NullMarked
package io.dering.gateway.storage;

import org.jspecify.annotations.NullMarked;
