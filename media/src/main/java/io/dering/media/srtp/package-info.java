/// SRTP profiles and contexts.
@NullMarked
package io.dering.media.srtp;

import org.jspecify.annotations.NullMarked;
