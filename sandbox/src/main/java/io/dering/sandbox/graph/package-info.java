/// Meta's Graph API for calls, from the server's side: `POST
/// /sandbox/graph/{phone-number-id}/calls`, with a version segment (`/v26.0/`) or without.
///
/// Reads requests and refuses what Meta refuses: unknown fields, wrong values, `sdp_type` offer,
/// SDP without fingerprint, and so on. Written apart from the gateway's own reading of the same
/// API, on purpose: two readers of one document find each other's mistakes.
///
/// Beside them `POST …/messages` (texts, call buttons and permission requests), `GET
/// …/call_permissions`, `…/settings`, `GET …/{media-id}`, `GET …/{waba-id}?fields=call_analytics`
/// and `…/{waba-id}/message_templates`.
///
/// Left out: templates that do not ask for permission to call, uploads, SIP.
///
/// Threads: reading is pure; [io.dering.sandbox.graph.GraphRoutes] runs on the HTTP server's event
/// loop. Test vectors: `src/test/resources/meta`.
@NullMarked
package io.dering.sandbox.graph;

import org.jspecify.annotations.NullMarked;
