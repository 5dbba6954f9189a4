package io.dering.signaling.backend;

/// Ties an answer to its request within the life of a process.
public record RequestId(long value) {}
