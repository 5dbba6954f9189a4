package io.dering.gateway.storage;

/// What a look at a PostgreSQL server found.
///
/// @param name database and host, without a secret
/// @param version as the server says it
/// @param survivesPowerCut whether `fsync` and `full_page_writes` are on
public record PostgresLook(String name, String version, boolean survivesPowerCut) {}
