package io.dering.gateway.agents;

import io.dering.signaling.agent.Device;

/// What a request to open a socket said of who comes.
///
/// @param page whether a browser's page, rather than a program without an `Origin`
record DeskDoor(boolean page, Device device) {}
