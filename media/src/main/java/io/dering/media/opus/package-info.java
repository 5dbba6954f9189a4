/// What can be said of an Opus packet without decoding it: how long it plays, how many channels it
/// carries, and what silence looks like.
///
/// Sources: RFC 6716 §3.1 and §3.2 (the TOC byte and the frame packings), RFC 7587 (the RTP clock
/// of Opus runs at 48 kHz whatever the audio's bandwidth).
///
/// Left out: the codec; audio passes through untouched. Frame lengths inside a packet are not
/// walked.
///
/// Static functions over borrowed bytes. That silence decodes to silence is proved in the tests
/// with an independent decoder.
@NullMarked
package io.dering.media.opus;

import org.jspecify.annotations.NullMarked;
