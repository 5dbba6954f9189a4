/// The HTTP plumbing that gateway and sandbox share: one Vert.x server, its limits, its errors and
/// its security headers. What a route means is the business of the edge that mounts it ([Routes]).
/// And what their clients have in common ([HttpClients]).
///
/// RFC 9110 and 9112 (HTTP/1.1), RFC 6455 (WebSocket), RFC 9457 (problem details), RFC 6454
/// (origins), Content Security Policy Level 3.
///
/// Left out on purpose: HTTP/2 ("rapid reset" and its kin buy nothing for a few small pages, and
/// browsers open WebSockets over HTTP/1.1 anyway), request decompression (a decompression bomb
/// needs one), CORS (pages come from the same server), multipart uploads.
///
/// Threads: everything runs on the event loop on which [HttpShell#open] was called. Buffers belong
/// to Vert.x. Tests talk to a real server on port 0 through the JDK's own HTTP client and raw
/// sockets.
@NullMarked
package io.dering.transport.http;

import org.jspecify.annotations.NullMarked;
