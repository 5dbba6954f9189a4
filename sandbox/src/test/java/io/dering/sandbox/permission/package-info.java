/// Tests of what customers allow.
@NullMarked
package io.dering.sandbox.permission;

import org.jspecify.annotations.NullMarked;
