/// The command line: `dering dev`, `serve`, `sandbox`, `doctor`, `token create`, `config check`,
/// `config print`, `config reference`, `migrate`.
///
/// A verb reads the configuration, does one thing and ends with a code of
/// [io.dering.gateway.cli.ExitCode]. What stands in the way of a start is one sentence on standard
/// error that says what helps, never a stack trace. Nothing here knows how a gateway is made: that
/// comes in through [io.dering.gateway.cli.Launcher].
///
/// Picocli reads the arguments. Runs on the main thread.
@NullMarked
package io.dering.gateway.cli;

import org.jspecify.annotations.NullMarked;
