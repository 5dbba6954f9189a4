/// Tests of the command line: verbs, exit codes, and one sentence for each obstacle.
@NullMarked
package io.dering.gateway.cli;

import org.jspecify.annotations.NullMarked;
