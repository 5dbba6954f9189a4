/// Fuzz targets: everything that reads what strangers send.
///
/// Each target takes any bytes and throws when a promise of the code under test does not hold, not
/// only when that code throws. [io.dering.media.fuzz.FuzzCorpusTest] plays the corpus in
/// `src/test/resources/fuzz` and seeded mutations of it in each build; `make fuzz` lets Jazzer
/// search for hours, and puts what it finds into the corpus.
@NullMarked
package io.dering.media.fuzz;

import org.jspecify.annotations.NullMarked;
