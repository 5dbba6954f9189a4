/// Every metric exported, its labels bounded; dashboard and alert rules against what is exported.
@NullMarked
package io.dering.gateway.metrics;

import org.jspecify.annotations.NullMarked;
