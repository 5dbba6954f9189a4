@NullMarked
package io.dering.gateway.storage;

import org.jspecify.annotations.NullMarked;
