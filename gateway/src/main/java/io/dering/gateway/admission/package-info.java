/// Whether the process takes further calls. [io.dering.gateway.admission.LoadGate] judges samples
/// and knows no clock; [io.dering.gateway.admission.LoadWatch] takes them and tells the conductors.
/// What one account may have at once is counted by its switchboard, to the call.
///
/// Why by sustained load, in this order, and why a reopened gate stays open for a while: reference
/// values of T15 (business's calls go before customers', audio never). Left out: memory, of which
/// the collector takes what it may, and the store's lag: a disk that is slow at each commit carries
/// calls all the same, and one that cannot follow fills the conductor's queue.
@NullMarked
package io.dering.gateway.admission;

import org.jspecify.annotations.NullMarked;
