/// The log: one JSON object a line, UTC, without personal data.
///
/// What is logged never holds phone numbers, names, tokens or SDP by construction: ids and types
/// redact themselves, and the hearts do not log at all. [io.dering.gateway.logging.Redaction] is
/// the second line of defence, over everything that goes out: message, values, exceptions. It masks
/// by shape, so it may mask too much; that is the right side to err on.
///
/// Logback, set up by code ([io.dering.gateway.logging.LogSetup]); before that `logback.xml` shows
/// warnings on standard error. Any thread.
@NullMarked
package io.dering.gateway.logging;

import org.jspecify.annotations.NullMarked;
