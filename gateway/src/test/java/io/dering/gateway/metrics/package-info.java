/// Tests of the metrics: each exported as catalogued, and dashboard and alert rules of `config/`
/// asking for nothing else.
@NullMarked
package io.dering.gateway.metrics;

import org.jspecify.annotations.NullMarked;
