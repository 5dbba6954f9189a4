/// RTCP: reading and writing the compound packets that a voice leg exchanges.
///
/// Sources: RFC 3550 §6 (SR, RR, SDES, BYE and the compound rules), RFC 5506 (a compound packet may
/// start with something other than a report, which browsers use for feedback).
///
/// Left out: APP, XR and the feedback of RFC 4585, which concern video or bandwidth estimation;
/// they are stepped over. CNAMEs of the peer are not read: names of persons have no business here.
///
/// One owner, one thread. Buffers are borrowed. A leg sends and receives a report every few
/// seconds, so here records are allocated where they make the code plain.
@NullMarked
package io.dering.media.rtcp;

import org.jspecify.annotations.NullMarked;
