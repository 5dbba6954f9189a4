package io.dering.signaling.desk;

/// The id of a ping, echoed as it came: a JSON string or a JSON number.
public record PingId(String text, boolean numeric) {}
