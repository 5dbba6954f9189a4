/// What a business's own system and its supervisors ask of the switchboard, and how it answers:
/// requests come in as facts, and their answers go out as commands, after what they changed is
/// durable.
///
/// Pure values. Each resource has a sealed family of requests and one of answers; [Refused] is
/// shared.
@NullMarked
package io.dering.signaling.backend;

import org.jspecify.annotations.NullMarked;
