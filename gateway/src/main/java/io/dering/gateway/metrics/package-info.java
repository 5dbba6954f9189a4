/// What operators watch: figures for Prometheus, and named health checks.
///
/// [io.dering.gateway.metrics.Metric] is the catalogue: each metric's name, kind, unit, sentence
/// and labels. Every label has a closed set of values, or at most 64; no label ever holds a number,
/// a name or an id. Dashboard and alert rules in `config/` name metrics of this catalogue only (a
/// test reads them).
///
/// Counting may be done from any thread. Figures that live elsewhere (legs, switchboards) are
/// fetched once per scrape, on the scraping thread. Micrometer with the Prometheus client 1.x.
@NullMarked
package io.dering.gateway.metrics;

import org.jspecify.annotations.NullMarked;
