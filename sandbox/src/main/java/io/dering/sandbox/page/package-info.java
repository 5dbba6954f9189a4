/// The customer's phone as a web page sees it: the WebSocket `/sandbox/phone/socket`, and one
/// WebRTC leg to the browser.
///
/// The browser offers and the sandbox answers ICE-lite; a second leg, towards the business, is made
/// by [io.dering.sandbox.network.Network]. Between the two stands a bridge as in the gateway: the
/// side that must get a frame every 20 ms is the business's.
///
/// Threads: sockets arrive on the HTTP server's event loop; everything else runs on the sandbox's
/// context. Each page has a made-up customer of its own; at most 64 pages at a time.
@NullMarked
package io.dering.sandbox.page;

import org.jspecify.annotations.NullMarked;
