<<<<<<< HEAD
/// Every metric exported, its labels bounded; dashboard and alert rules against what is exported.
=======
/// Tests of the metrics: each exported as catalogued, and dashboard and alert rules of `config/`
/// asking for nothing else.
>>>>>>> store
@NullMarked
package io.dering.gateway.metrics;

import org.jspecify.annotations.NullMarked;
