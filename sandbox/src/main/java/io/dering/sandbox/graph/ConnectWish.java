package io.dering.sandbox.graph;

import org.jspecify.annotations.Nullable;

/// A request to call a customer that reads well (Meta reference 2.2).
///
/// @param to digits of a number, or a business-scoped user id
/// @param offer SDP
/// @param callbackText `biz_opaque_callback_data`, which comes back in every webhook of the call
public record ConnectWish(String to, String offer, @Nullable String callbackText) {}
