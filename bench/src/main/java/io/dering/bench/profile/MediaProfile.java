package io.dering.bench.profile;

import io.dering.bench.load.ProcessFigures;
import io.dering.bench.load.WarmGateway;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;

/// One look into the media thread of a gateway that forwards calls: recorded while they talk, read
/// when they are over.
public final class MediaProfile implements WarmGateway.Onlooker {
  private static final Duration TRACED = Duration.ofSeconds(3);
  private static final Duration SAMPLED = Duration.ofSeconds(8);

  /// Long enough for what comes twice a second.
  private static final Duration WATCHED = Duration.ofSeconds(6);

  /// As the gateway calls it; Linux cuts names after 15 letters.
  private static final String MEDIA_THREAD = "dering-media";

  private static final String EVENTS = "comm,tid,time,event,trace";

  private final Perf perf;
  private final Path trace;
  private final Path samples;
  private final Path cores;
  private Set<Integer> media = Set.of();
  private long gateway;

  private MediaProfile(Perf perf, Path folder) {
    this.perf = perf;
    this.trace = folder.resolve("trace.data");
    this.samples = folder.resolve("samples.data");
    this.cores = folder.resolve("cores.data");
  }

  /// @param cpu the gateway's core
  /// @throws IOException when it may not look
  public static MediaProfile on(int cpu) throws IOException, InterruptedException {
    Perf perf = new Perf(cpu);
    perf.check();
    return new MediaProfile(perf, Files.createTempDirectory("dering-profile"));
  }

  @Override
  public void look(ProcessFigures process) throws IOException, InterruptedException {
    gateway = process.pid();
    media = process.threadsNamed(MEDIA_THREAD);
    if (media.isEmpty()) {
      throw new IOException("no thread of the gateway is called " + MEDIA_THREAD);
    }
    perf.trace(trace, TRACED);
    perf.sample(samples, SAMPLED);
    // Which address is which method, as of now: where perf looks for it.
    process.jcmd("Compiler.perfmap");
    perf.everyCore(cores, WATCHED, media);
  }

  /// What the last look saw, for people.
  ///
  /// @throws IOException when it saw no packet
  public String text() throws IOException, InterruptedException {
    MediaTrace events = new MediaTrace(media);
    Perf.read(trace, EVENTS, line -> TraceLine.of(line).ifPresent(events::add));
    Stops stops = new Stops(media, Perf.tellsOfFaults());
    Perf.read(cores, EVENTS, line -> TraceLine.of(line).ifPresent(stops::add));
    HotMethods methods = new HotMethods(media);
    Perf.read(samples, "comm,tid,ip,sym,dso", methods::add);
    Files.deleteIfExists(Path.of("/tmp", "perf-" + gateway + ".map"));
    MediaTrace.Split split = events.split();
    if (split.packets() == 0) {
      throw new IOException("perf saw no packet sent by the media thread: see " + trace);
    }
    return ProfileText.of(split, methods, stops.found())
        + "what perf recorded, for perf script -i: %s, %s, %s%n".formatted(trace, samples, cores);
  }
}
