/// The agents' WebSocket protocol, version 1: JSON text frames to records and back.
///
/// Source: `docs/` of the desk protocol. Strict about the version, types and lengths; unknown
/// fields are ignored, so that a newer page can speak to an older gateway. Stateless: any thread.
@NullMarked
package io.dering.signaling.desk;

import org.jspecify.annotations.NullMarked;
