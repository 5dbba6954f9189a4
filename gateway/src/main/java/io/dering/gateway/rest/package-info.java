/// The REST API for backends and pages, and the addresses that operators watch.
///
/// The contract is `config/openapi.yaml` (OpenAPI 3.1), packed into the jar and served at
/// `/openapi.json`. [io.dering.gateway.rest.Operations] mounts each operation where the contract
/// says and guards it: credentials, limit, contract, access (`x-access`, RO-1), idempotency. A
/// [io.dering.gateway.rest.Resource] is one kind of thing with its operations; to add one, write
/// the contract, then the resource, then its line in the wiring, then its sample in the test of
/// access. A POST is done once per `Idempotency-Key` as soon as the contract gives it that header.
///
/// Errors are RFC 9457 problem details, times RFC 3339 in UTC, ids carry their prefix.
///
/// Left out: Vert.x's RouterBuilder (its failures do not name the field) and its reader of requests
/// (it decodes twice).
///
/// Runs on the HTTP event loop; whoever implements the ports ([io.dering.gateway.rest.CallReader],
/// [io.dering.gateway.rest.TokenBook], [io.dering.gateway.rest.KeptAnswers]) works elsewhere. Tests
/// run each operation over a real socket.
@NullMarked
package io.dering.gateway.rest;

import org.jspecify.annotations.NullMarked;
