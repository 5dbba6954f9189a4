/// Verdict, page and JSON of a run, from figures that are made up.
@NullMarked
package io.dering.bench.report;

import org.jspecify.annotations.NullMarked;
