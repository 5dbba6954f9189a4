/// What a run of the load generator has to show: a verdict against bars that were named before, the
/// figures, what happened when, and the machine it happened on; as text, as JSON and as one HTML
/// page that needs nothing else.
///
/// Nothing here knows what was measured or measures anything.
@NullMarked
package io.dering.bench.report;

import org.jspecify.annotations.NullMarked;
