/// The runner of a switchboard: one thread per account, a bounded queue of facts in, commands out.
///
/// A turn takes the facts that wait, hands each to the switchboard, makes all their records durable
/// in one commit and only then releases the commands, in order: durable before visible. While a
/// commit is on its way the next turn's facts gather, so that a hundred calls share one fsync.
///
/// Time has one source, [io.dering.gateway.conductor.Timeline], read once per turn: a stepped wall
/// clock lengthens no ring. A full queue is a counter and a refusal, never a wait: agents' requests
/// and webhooks are refused, and what media and Graph answer is always taken, because it is bounded
/// by the calls that exist.
///
/// Webhooks come through [io.dering.gateway.conductor.WebhookIntake], which stores them before it
/// says so, and feeds what a crash left unprocessed to the next start. A defect of ours (a fact
/// that throws, a record that contradicts the store) costs the step it happened in, is counted and
/// logged without its content; a store that fails stops the conductor, because nothing may be done
/// that is not kept.
///
/// Everything that the thread does can be stepped by a test on its own thread.
@NullMarked
package io.dering.gateway.conductor;

import org.jspecify.annotations.NullMarked;
