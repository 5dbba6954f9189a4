/// The sandbox's own addresses for people and tests: the switches at `/sandbox/settings`, the last
/// exchanges at `/sandbox/wire`, calls by script at `/sandbox/calls`.
///
/// Reading and writing of the switches is pure; the routes run on the HTTP server's event loop and
/// leave what codes or decodes sound to Vert.x's workers. A scripted call is bounded in what it
/// says (five minutes) and what it keeps (two minutes heard), and at most 100 of them are kept.
@NullMarked
package io.dering.sandbox.control;

import org.jspecify.annotations.NullMarked;
