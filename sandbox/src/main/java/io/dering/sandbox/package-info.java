/// The sandbox: a stand-in for Meta and for the customer's phone, so that calls can be made without
/// a WhatsApp number. Depends on `transport` and `media` alone: it reads and writes Meta's words by
/// itself, so that it cannot share a misreading with the gateway.
///
/// [io.dering.sandbox.Sandbox] is the door; [io.dering.sandbox.SandboxServer] opens it on a server
/// of its own. Clocks and randomness come from the caller.
@NullMarked
package io.dering.sandbox;

import org.jspecify.annotations.NullMarked;
