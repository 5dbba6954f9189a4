/// What the tests of the HTTP edges share: a real server of ours and clients that are not ours.
@NullMarked
package io.dering.gateway.web;

import org.jspecify.annotations.NullMarked;
