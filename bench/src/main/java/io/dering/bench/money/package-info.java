/// What an account's ledger costs: time and bytes of an operation (JMH).
@NullMarked
package io.dering.bench.money;

import org.jspecify.annotations.NullMarked;
