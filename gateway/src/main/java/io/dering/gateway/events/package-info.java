/// What happens, told to the business's own systems: the event stream and outgoing webhooks.
///
/// Events are written in the commit of what they tell of ([io.dering.signaling.event]); here they
/// are read again and carried out. A webhook's way: [Courier] (one virtual thread an endpoint)
/// makes deliveries of new events, asks [WebhookTarget] where the URL leads, lets [WebhookSender]
/// send, and notes the outcome in the [Outbox]. Nothing here is in the way of a call.
@NullMarked
package io.dering.gateway.events;

import org.jspecify.annotations.NullMarked;
