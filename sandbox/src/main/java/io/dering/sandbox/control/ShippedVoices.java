package io.dering.sandbox.control;

import io.dering.sandbox.speech.Sound;
import io.dering.sandbox.speech.Voice;
import io.dering.sandbox.speech.VoiceFile;
import io.dering.transport.http.ProblemCode;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/// The voices by name, each made once. Takes some 100 ms the first time: not for an event loop.
///
/// The recordings are files of the pages, which this module does not depend on: they are looked for
/// on the class path and may be missing.
final class ShippedVoices {
  private static final String FOLDER = "META-INF/dering/console/sandbox/voice/";
  private static final int TONE_HZ = 440;
  private static final int TONE_DBFS = -20;
  private static final int RATE_HZ = 16_000;

  private final ClassLoader resources;
  private final ConcurrentMap<VoiceName, Voice> made = new ConcurrentHashMap<>();

  ShippedVoices(ClassLoader resources) {
    this.resources = resources;
  }

  Voice voice(VoiceName name) throws Fault {
    Voice known = made.get(name);
    if (known == null) {
      known = make(name);
      made.put(name, known);
    }
    return known;
  }

  private Voice make(VoiceName name) throws Fault {
    return switch (name) {
      case CUSTOMER, OTHER -> recording(name);
      case TONE -> Voice.of(Sound.tone(TONE_HZ, TONE_DBFS, Duration.ofSeconds(2), RATE_HZ));
      case SILENCE -> Voice.of(Sound.of(new short[RATE_HZ], RATE_HZ));
    };
  }

  private Voice recording(VoiceName name) throws Fault {
    String file = FOLDER + name.key() + ".ogg";
    try (InputStream in = resources.getResourceAsStream(file)) {
      if (in == null) {
        throw new Fault(
            ProblemCode.UNAVAILABLE,
            "voice",
            "This build has no recording of that name: "
                + file
                + " is not on its class path. Send a recording of yours, or take tone.");
      }
      return switch (VoiceFile.read(in.readAllBytes())) {
        case VoiceFile.Result.Loaded(Voice voice) -> voice;
        case VoiceFile.Result.Refused(String why) ->
            throw new Fault(ProblemCode.UNAVAILABLE, "voice", file + ": " + why);
      };
    } catch (IOException e) {
      throw new Fault(ProblemCode.UNAVAILABLE, "voice", file + " cannot be read.");
    }
  }
}
