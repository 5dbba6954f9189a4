/// Tests of the static pages, with a small console made by the test.
@NullMarked
package io.dering.gateway.pages;

import org.jspecify.annotations.NullMarked;
