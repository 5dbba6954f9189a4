/// The call doctor: from what is known at the end of a call that failed or was silent to one named
/// cause and what mends it.
///
/// A pure function over [io.dering.media.doctor.Evidence]; the causes and their words are one
/// table, [io.dering.media.doctor.Cause]. Left out: what was wrong for a while in a call that
/// people talked in, which [io.dering.media.quality.Verdict] says, and calls that Meta, a rule or a
/// person ended, whose reason says it all.
@NullMarked
package io.dering.media.doctor;

import org.jspecify.annotations.NullMarked;
