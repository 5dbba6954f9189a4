package io.dering.sandbox.control;

import io.dering.sandbox.network.Line;
import io.dering.sandbox.speech.Voice;
import io.dering.sandbox.speech.VoiceFile;
import io.dering.sandbox.speech.WavWriter;
import io.dering.transport.http.Answers;
import io.dering.transport.http.OriginPolicy;
import io.dering.transport.http.Problem;
import io.dering.transport.http.ProblemCode;
import io.dering.transport.http.Routes;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;

/// Scripted calls over HTTP: `POST /sandbox/calls` places one, `GET /sandbox/calls/{id}` tells of
/// it, `…/heard.wav` is what it heard, `POST …/hang-up` ends it.
///
/// Coding and decoding of sound runs on Vert.x's worker threads.
public final class ScriptedCallRoutes implements Routes {
  private static final String CALLS = "/sandbox/calls";
  private static final int MAX_BODY_BYTES = 4 << 20;
  private static final Duration LONGEST_RECORDING = Duration.ofMinutes(5);
  private static final int HEARD_HZ = 16_000;

  private final Line line;
  private final ScriptedCalls calls;
  private final OriginGuard guard;
  private final ShippedVoices voices = new ShippedVoices(ScriptedCallRoutes.class.getClassLoader());
  private final CallOrderReader reader = new CallOrderReader();

  /// @param line where the phones are plugged in
  /// @param calls that are known
  public ScriptedCallRoutes(Line line, ScriptedCalls calls, OriginPolicy origins) {
    this.line = line;
    this.calls = calls;
    this.guard = new OriginGuard(origins);
  }

  @Override
  public void mount(Router router) {
    router.post(CALLS).handler(guard);
    router
        .post(CALLS)
        .handler(BodyHandler.create(false).setBodyLimit(MAX_BODY_BYTES))
        .handler(this::place);
    router.get(CALLS + "/:id").handler(guard).handler(this::report);
    router.get(CALLS + "/:id/heard.wav").handler(guard).handler(this::heard);
    router.post(CALLS + "/:id/hang-up").handler(guard).handler(this::hangUp);
  }

  private void place(RoutingContext ctx) {
    Buffer body = ctx.body().buffer();
    byte[] bytes = body == null ? new byte[0] : body.getBytes();
    work(
        ctx,
        () -> place(ctx, bytes),
        call -> {
          ctx.response().putHeader(HttpHeaders.LOCATION, CALLS + "/" + call.id());
          Answers.json(ctx, 201, call.summary());
        });
  }

  private ScriptedCall place(RoutingContext ctx, byte[] body) throws Fault {
    String type = type(ctx);
    if (type.startsWith("audio/") || type.equals("application/ogg")) {
      CallOrder order = reader.read(ctx.queryParams());
      return calls.place(line, order, recording(body));
    }
    // What curl says of data by itself is no reason to refuse it.
    boolean readable =
        type.isEmpty()
            || type.equals("application/json")
            || type.equals("application/x-www-form-urlencoded");
    if (!readable) {
      throw new Fault(
          ProblemCode.UNSUPPORTED_MEDIA_TYPE, "", "Send application/json, audio/wav or audio/ogg.");
    }
    CallOrder order = reader.read(body);
    return calls.place(line, order, voices.voice(order.voice().orElse(VoiceName.CUSTOMER)));
  }

  private static Voice recording(byte[] file) throws Fault {
    return switch (VoiceFile.read(file)) {
      case VoiceFile.Result.Loaded(Voice voice) -> {
        if (voice.duration().compareTo(LONGEST_RECORDING) > 0) {
          throw new Fault("", "The recording is longer than five minutes.");
        }
        yield voice;
      }
      case VoiceFile.Result.Refused(String why) -> throw new Fault("", why);
    };
  }

  private void report(RoutingContext ctx) {
    find(ctx).ifPresent(call -> work(ctx, call::report, report -> Answers.json(ctx, 200, report)));
  }

  private void heard(RoutingContext ctx) {
    find(ctx)
        .ifPresent(call ->
            work(
                ctx,
                () -> WavWriter.write(call.phone().heard().sound(HEARD_HZ)),
                wav -> wav(ctx, wav)));
  }

  private static void wav(RoutingContext ctx, byte[] file) {
    if (!ctx.response().closed()) {
      ctx.response()
          .putHeader(HttpHeaders.CONTENT_TYPE, "audio/wav")
          .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
          .end(Buffer.buffer(file));
    }
  }

  private void hangUp(RoutingContext ctx) {
    find(ctx)
        .ifPresent(call -> {
          call.phone().hangUp();
          Future.fromCompletionStage(call.phone().ended(), ctx.vertx().getOrCreateContext())
              .onSuccess(_ -> Answers.json(ctx, 200, call.summary()));
        });
  }

  private Optional<ScriptedCall> find(RoutingContext ctx) {
    Optional<ScriptedCall> call = calls.find(String.valueOf(ctx.pathParam("id")));
    if (call.isEmpty()) {
      Answers.problem(
          ctx, Problem.of(ProblemCode.NOT_FOUND, "No scripted call of that id, or no longer."));
    }
    return call;
  }

  /// Off the event loop; a fault is answered here.
  private static <T> void work(RoutingContext ctx, Callable<T> task, Handler<T> answer) {
    ctx.vertx()
        .executeBlocking(task, false)
        .onSuccess(answer)
        .onFailure(failure -> {
          if (failure instanceof Fault fault) {
            Answers.problem(ctx, fault.problem());
          } else {
            ctx.fail(failure);
          }
        });
  }

  /// The media type without its parameters, in lower case; empty when there is none.
  private static String type(RoutingContext ctx) {
    String header = ctx.request().getHeader(HttpHeaders.CONTENT_TYPE);
    return header == null ? "" : header.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
  }
}
