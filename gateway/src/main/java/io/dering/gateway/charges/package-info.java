/// Asks Meta, a few times a day, what it charged for an account's calls, and hands it to the store.
///
/// Two months each time: this one, which grows, and the one before, because Meta's figures come
/// some hours late and are corrected; besides those of the last year that have calls and that
/// nobody has read since they were final, as after an outage. One question at a time. What fails is
/// said once in the log, and as it stands to whoever looks; what was read before stays. An earlier
/// month that Meta does not tell, for ever perhaps, is no trouble with Meta: it is shown as not
/// read, and asked for until it is a year old. Nothing here is in the way of a call: no thread of
/// the switchboard's is used, and nobody waits.
///
/// Left out: what is older than a year, as far as Meta's analytics reach back.
///
/// Thread: whichever completes the stages; one round runs at a time. Tests have a clock of their
/// own.
@NullMarked
package io.dering.gateway.charges;

import org.jspecify.annotations.NullMarked;
