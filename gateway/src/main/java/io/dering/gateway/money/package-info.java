/// What the hearts' money needs of the world: which country a number belongs to, by
/// libphonenumber's tables, which travel in the jar.
///
/// Any thread. Nothing here reads or writes a balance: that is the switchboard's and the store's.
@NullMarked
package io.dering.gateway.money;

import org.jspecify.annotations.NullMarked;
