/// Tests of webhooks: fixtures, vectors, seeds.
@NullMarked
package io.dering.sandbox.webhooks;

import org.jspecify.annotations.NullMarked;
