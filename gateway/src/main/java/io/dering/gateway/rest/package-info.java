/// The REST API for backends and pages, and the addresses that operators watch.
///
/// The contract is `config/openapi.yaml` (OpenAPI 3.1), packed into the jar and served at
/// `/openapi.json`; requests are checked against it before anything is read. Errors are RFC 9457
/// problem details, times RFC 3339 in UTC, ids carry their prefix.
///
/// Left out: Vert.x's RouterBuilder (its failures do not name the field), writing operations,
/// filters and export of the call log (REP-3 is due later).
///
/// Runs on the HTTP event loop; whoever implements [CallReader] does the reading elsewhere. Tests
/// run each operation over a real socket.
@NullMarked
package io.dering.gateway.rest;

import org.jspecify.annotations.NullMarked;
