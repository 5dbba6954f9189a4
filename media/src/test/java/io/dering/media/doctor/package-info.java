/// Tests of the call doctor.
@NullMarked
package io.dering.media.doctor;

import org.jspecify.annotations.NullMarked;
