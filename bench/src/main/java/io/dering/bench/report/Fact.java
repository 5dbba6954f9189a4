package io.dering.bench.report;

/// A line of a table.
public record Fact(String name, String value) {}
