/// Tests of the calendar.
@NullMarked
package io.dering.sandbox.calendar;

import org.jspecify.annotations.NullMarked;
