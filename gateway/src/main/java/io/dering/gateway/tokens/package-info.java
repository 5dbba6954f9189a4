/// Signed session tokens: made by the CLI or by the business's backend, checked by the agents'
/// socket and by the REST API.
///
/// RFC 7519 (JSON Web Token), RFC 7515, RFC 8725 (best current practice). One algorithm, HS256;
/// keys named inside a token (`kid`, `jwk`, `x5c`) are never used. Left out: key rotation and
/// public keys (they come with sign-in by OIDC), revocation (lives are short).
///
/// Any thread. Tests hold a list of bad tokens of which none may pass.
@NullMarked
package io.dering.gateway.tokens;

import org.jspecify.annotations.NullMarked;
