/// Recordings that customers leave (IN-10), brought from Meta into the data folder.
///
/// A row says that Meta is to be asked; it is written with its message, so that a stop in between
/// loses none. [Fetcher] asks (Meta reference 5.5), again and again with growing pauses while there
/// is hope. What comes is written beside its place, checked, made durable and only then put there,
/// so that a file under its name is whole; the row that says so follows. Retention takes the file
/// first and the row after it.
///
/// Meta's token goes to Meta alone: [AllowedHosts] says who that is, and redirects are not
/// followed.
///
/// Threads: one virtual thread of [Fetcher]'s own, and one for each download. Left out: pictures,
/// documents and videos (RM-6), and whatever is sent.
@NullMarked
package io.dering.gateway.recordings;

import org.jspecify.annotations.NullMarked;
