/// The days that customers' permissions, limits and windows last, which may pass faster than the
/// clock or be skipped.
///
/// Thread: one, the sandbox's.
@NullMarked
package io.dering.sandbox.calendar;

import org.jspecify.annotations.NullMarked;
