/// The sandbox's own addresses for people and tests: the switches at `/sandbox/settings`, the last
/// exchanges at `/sandbox/wire`.
///
/// Reading and writing of the switches is pure; the routes run on the HTTP server's event loop.
@NullMarked
package io.dering.sandbox.control;

import org.jspecify.annotations.NullMarked;
