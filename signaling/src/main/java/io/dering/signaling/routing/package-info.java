/// Who rings for a call: ring groups and their modes, whose turn it is (RG-2 to RG-5), and in a
/// word what was found of each agent.
///
/// Pure: a decision changes nothing and is made again with the same result. `Turns` alone has a
/// state; it is owned by the switchboard's thread.
@NullMarked
package io.dering.signaling.routing;

import org.jspecify.annotations.NullMarked;
