/// The house rules as tests: who may see whom ([LayersTest]) and what a file may look like
/// ([TidyTest]). A rule that does not hold stops the build and says why it exists.
@NullMarked
package io.dering.bench.house;

import org.jspecify.annotations.NullMarked;
