/// The static pages: the agents' console and, where the sandbox is on, the customer's phone.
///
/// RFC 9110 §8.8 and §13 (entity tags and conditional requests), RFC 9111 (caching), RFC 8246
/// (immutable). The files are built by the `console` module into `META-INF/dering/console/`.
///
/// Left out: serving a folder of the disk (every file is known at start, so no path can escape),
/// ranges, compression (the pages are small and travel once).
///
/// Everything is in memory after the start and never changes. Tests bring a small console of their
/// own.
@NullMarked
package io.dering.gateway.pages;

import org.jspecify.annotations.NullMarked;
