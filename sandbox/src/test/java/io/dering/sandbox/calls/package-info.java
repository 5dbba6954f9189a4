/// Tests of the call machine: a table of every state with every event.
@NullMarked
package io.dering.sandbox.calls;

import org.jspecify.annotations.NullMarked;
