/// What the operator decided, read once: one tree of records,
/// [io.dering.gateway.config.GatewayConfig], of which each part of the process receives its own
/// branch only.
///
/// Sources, strongest first: environment `DERING_*`, the YAML file of `--config`, the demo account
/// (verbs `dev` and `sandbox` only), the defaults of [io.dering.gateway.config.Key]. SmallRye
/// Config does the layering; [io.dering.gateway.config.Key] is the catalogue of what may be said,
/// and `config/dering.yaml` is that catalogue written out (a test compares them).
///
/// Unlike SmallRye, which passes over what it does not know, an unknown key in the file and a
/// `DERING_*` variable that maps to no key stop the start: a misspelt limit must not look like a
/// limit. Expressions such as `${HOME}` are not expanded, so that a secret may hold any character.
///
/// Everything here runs on the main thread before anything else is started.
@NullMarked
package io.dering.gateway.config;

import org.jspecify.annotations.NullMarked;
