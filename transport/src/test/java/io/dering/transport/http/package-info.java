/// Tests of the HTTP plumbing against a real server on port 0.
@NullMarked
package io.dering.transport.http;

import org.jspecify.annotations.NullMarked;
