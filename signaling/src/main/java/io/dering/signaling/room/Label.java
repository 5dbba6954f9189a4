package io.dering.signaling.room;

/// A word on a room, with its colour as `#rrggbb` (RM-4).
public record Label(String name, String colour) {}
