/// Sound for telephones that nobody holds: files and tones in, Opus frames of 20 ms out, and back.
///
/// Formats: WAV (PCM 16 bit, any rate, channels mixed down) and Ogg Opus (RFC 7845, through
/// [io.dering.media.ogg]). The codec is concentus. Frames are made once and shared: encoding is the
/// dear part. Left out: resampling filters; a rate that Opus does not take is interpolated
/// linearly, which is good enough for telephone speech and no more.
///
/// Pure; safe between threads once made.
@NullMarked
package io.dering.sandbox.speech;

import org.jspecify.annotations.NullMarked;
