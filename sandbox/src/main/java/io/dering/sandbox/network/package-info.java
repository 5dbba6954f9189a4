/// The one owner of all sandbox calls: phones on one side, webhooks and Graph requests on the
/// other, media legs below.
///
/// Carries out what [io.dering.sandbox.calls.SandboxCall] decides of customers' calls and
/// [io.dering.sandbox.outbound.OutboundCall] of the business's. Everything runs on one Vert.x
/// context, so there are no locks; what comes from other threads (media loop, HTTP) hops to it. The
/// only state that threads share is in [io.dering.sandbox.network.BusinessEar], per field.
///
/// Bounds: 1,000 ended calls of either kind are remembered, so that late requests get the right
/// error.
@NullMarked
package io.dering.sandbox.network;

import org.jspecify.annotations.NullMarked;
