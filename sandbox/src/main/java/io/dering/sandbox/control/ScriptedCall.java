package io.dering.sandbox.control;

import io.dering.sandbox.calls.Customer;
import io.dering.sandbox.calls.Ending;
import io.dering.sandbox.phone.Gauge;
import io.dering.sandbox.phone.Heard;
import io.dering.sandbox.phone.PhoneState;
import io.dering.sandbox.phone.ScriptedPhone;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// A call by script and what is told of it. Any thread; what decodes is not for an event loop.
final class ScriptedCall {
  private final String id;
  private final Customer customer;
  private final ScriptedPhone phone;
  private final Gauge gauge = new Gauge();

  ScriptedCall(String id, Customer customer, ScriptedPhone phone) {
    this.id = id;
    this.customer = customer;
    this.phone = phone;
  }

  String id() {
    return id;
  }

  ScriptedPhone phone() {
    return phone;
  }

  boolean over() {
    return phone.state() == PhoneState.ENDED;
  }

  /// `id` and `state`.
  JsonObject summary() {
    return new JsonObject()
        .put("id", id)
        .put("state", phone.state().name().toLowerCase(Locale.ROOT));
  }

  /// Everything; decodes what is new since the last time.
  JsonObject report() {
    JsonObject report = summary();
    Ending ending = now(phone.ended().toCompletableFuture());
    Heard heard = phone.heard();
    boolean any = heard.packets() > 0;
    Gauge.Reading reading = gauge.read(heard);
    boolean audible = reading.firstAudibleNanos() >= 0;
    JsonArray ssrcs = new JsonArray();
    heard.ssrcs().forEach(ssrcs::add);
    return report
        .put("reason", ending == null ? null : ending.cause().shown())
        .put(
            "customer",
            new JsonObject().put("name", customer.name()).put("number", customer.number()))
        .put("connected_at", text(now(phone.connected().toCompletableFuture())))
        .put("ended_at", text(ending == null ? null : ending.at()))
        .put("packets", heard.packets())
        .put("lost", heard.lost())
        .put("packets_before_accept", heard.packetsBeforeAccept())
        .put("first_packet_ms", any ? rounded(heard.firstPacketMs()) : null)
        .put("first_audible_ms", audible ? rounded(reading.firstAudibleMs()) : null)
        .put("largest_gap_ms", rounded(heard.largestGapMs()))
        .put("ssrcs", ssrcs)
        .put("level_dbfs", any ? rounded(reading.levelDbfs()) : null)
        .put("frames_spoken", phone.framesSpoken());
  }

  /// The result of a stage that has completed well, else null.
  private static <T> @Nullable T now(java.util.concurrent.CompletableFuture<T> stage) {
    return stage.isDone() && !stage.isCompletedExceptionally() ? stage.join() : null;
  }

  private static @Nullable String text(@Nullable Instant at) {
    return at == null ? null : at.toString();
  }

  private static double rounded(double value) {
    return Math.round(value * 10) / 10.0;
  }
}
