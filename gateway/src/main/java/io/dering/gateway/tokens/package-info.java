/// Tokens: the signed ones with which people sign in, and the texts and scopes of backends' API
/// tokens.
///
/// Session tokens (RFC 7519, RFC 7515, RFC 8725) are made by the CLI or at a backend's request, and
/// checked by the agents' socket and by the REST API. One algorithm, HS256; keys named inside a
/// token (`kid`, `jwk`, `x5c`) are never used. Left out: key rotation and public keys (they come
/// with sign-in by OIDC), revocation (lives are short).
///
/// API tokens (RM-14) are random; who holds which is in the storage, by digest.
///
/// Any thread. Tests hold a list of bad tokens of which none may pass.
@NullMarked
package io.dering.gateway.tokens;

import org.jspecify.annotations.NullMarked;
