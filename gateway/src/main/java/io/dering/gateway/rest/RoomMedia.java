package io.dering.gateway.rest;

import io.dering.transport.http.Answers;
import io.dering.transport.http.Problem;
import io.dering.transport.http.ProblemCode;
import io.dering.transport.http.RequestDeadline;
import io.vertx.core.Context;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Hands out a recording (IN-10): whole, or one range of it (RFC 9110 §14), which is how a player
/// jumps. Its content is a stranger's: no type is believed that a browser could run, and none
/// guessed.
final class RoomMedia {
  private static final Pattern RANGE = Pattern.compile("bytes=(\\d{0,12})-(\\d{0,12})");

  /// What is played, and the ending of its file.
  private static final Map<String, String> PLAYED =
      Map.of(
          "audio/ogg", "ogg",
          "audio/mpeg", "mp3",
          "audio/mp4", "m4a",
          "audio/aac", "aac",
          "audio/amr", "amr");

  private static final String OTHER = "application/octet-stream";

  private final RoomReader rooms;

  RoomMedia(RoomReader rooms) {
    this.rooms = rooms;
  }

  void run(Asked asked, RoutingContext ctx) {
    Context context = ctx.vertx().getOrCreateContext();
    rooms
        .media(asked.account(), RoomRoutes.room(asked), asked.path("media_id"))
        .whenComplete((found, failure) ->
            context.runOnContext(_ -> {
              if (failure != null) {
                Operations.unavailable(ctx, "getRoomMedia", failure);
              } else {
                found.ifPresentOrElse(
                    media -> send(ctx, media),
                    () ->
                        Answers.problem(
                            ctx,
                            Problem.of(
                                ProblemCode.NOT_FOUND,
                                "There is no such recording here, not yet, or not any more.")));
              }
            }));
  }

  /// @param last the last byte, as in the header
  private record Part(long first, long last) {
    long length() {
      return last - first + 1;
    }
  }

  private static void send(RoutingContext ctx, RoomReader.KeptMedia media) {
    HttpServerResponse response = ctx.response();
    if (response.closed()) {
      return;
    }
    long size = media.sizeBytes();
    String header = ctx.request().getHeader("Range");
    Matcher range = RANGE.matcher(header == null ? "" : header.strip());
    Part part = new Part(0, size - 1);
    response.putHeader("Accept-Ranges", "bytes");
    // What is no range of one part is answered as if it were not there.
    if (range.matches() && !(range.group(1).isEmpty() && range.group(2).isEmpty())) {
      Optional<Part> wanted = part(range.group(1), range.group(2), size);
      if (wanted.isEmpty()) {
        response
            .putHeader("Content-Range", "bytes */" + size)
            .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
            .setStatusCode(416)
            .end();
        return;
      }
      part = wanted.get();
      response
          .setStatusCode(206)
          .putHeader("Content-Range", "bytes %d-%d/%d".formatted(part.first(), part.last(), size));
    }
    String type = bare(media.type());
    RequestDeadline.lift(ctx);
    response
        .putHeader(HttpHeaders.CONTENT_TYPE, PLAYED.containsKey(type) ? type : OTHER)
        .putHeader(
            HttpHeaders.CONTENT_DISPOSITION,
            "inline; filename=\"recording.%s\"".formatted(PLAYED.getOrDefault(type, "bin")))
        .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
        .putHeader("X-Content-Type-Options", "nosniff")
        .sendFile(media.file().toString(), part.first(), part.length())
        .onFailure(_ -> gone(ctx));
  }

  /// Its time was up between the question and the answer.
  private static void gone(RoutingContext ctx) {
    if (ctx.response().headWritten()) {
      ctx.request().connection().close();
    } else {
      Answers.problem(
          ctx, Problem.of(ProblemCode.NOT_FOUND, "There is no such recording here any more."));
    }
  }

  private static Optional<Part> part(String first, String last, long size) {
    long begin;
    long end = size - 1;
    if (first.isEmpty()) {
      long length = Math.min(Long.parseLong(last), size);
      if (length == 0) {
        return Optional.empty();
      }
      begin = size - length;
    } else {
      begin = Long.parseLong(first);
      end = last.isEmpty() ? end : Math.min(Long.parseLong(last), end);
    }
    return begin >= size || end < begin ? Optional.empty() : Optional.of(new Part(begin, end));
  }

  private static String bare(String type) {
    return type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
  }
}
