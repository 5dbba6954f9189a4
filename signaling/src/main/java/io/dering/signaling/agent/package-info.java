/// The roster: agents, their pages, presence and the one-call-per-agent reservation.
///
/// Owned by the switchboard's thread. Presence never decides who rings in mode ring all (RG-2); a
/// live page does (IN-6).
@NullMarked
package io.dering.signaling.agent;

import org.jspecify.annotations.NullMarked;
