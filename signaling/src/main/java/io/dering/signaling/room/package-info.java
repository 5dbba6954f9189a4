/// Rooms: the conversation of one customer with one business number, who is assigned to it, and
/// what of it decides about calls (RM-1, RM-2, IN-3a).
///
/// A customer is known by a set of aliases: phone numbers, business-scoped user ids, parent ids
/// (Meta reference 0.4). One without a phone number is a normal customer. Aliases belong to a room,
/// not to an account: everything that a room decides, it decides for one number of the business,
/// and a customer who writes to two numbers has two rooms, as the business has two conversations.
///
/// Pure, owned by the switchboard's thread. Only answered rooms are all in memory, because routing
/// asks for them and for nothing else; of others a bounded number. Whoever owns a store brings back
/// what a fact needs ([io.dering.signaling.room.Rooms#unknown]). Message texts pass through and are
/// never kept here.
///
/// Left out: sending anything but call buttons and requests to call (RM-6), blocking and archiving
/// (RM-7), idle rules (RM-10), the queue (RM-15).
@NullMarked
package io.dering.signaling.room;

import org.jspecify.annotations.NullMarked;
