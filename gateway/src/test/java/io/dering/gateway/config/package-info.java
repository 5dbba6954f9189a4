@NullMarked
package io.dering.gateway.config;

import org.jspecify.annotations.NullMarked;
