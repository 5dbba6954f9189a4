package io.dering.signaling.simulation;

import java.util.SplittableRandom;

/// How often what goes wrong, in percent unless it says otherwise. Each seed draws its own, so that
/// one seed has a mad Meta and a good store and another the reverse.
///
/// @param repeated webhooks that come more than once
/// @param late webhooks that come seconds late
/// @param lost deliveries of a webhook that do not arrive; Meta tries again, most of the time
/// @param graphLost answers of Graph that do not arrive, with and without effect
/// @param graphRefused requests that Graph refuses without a reason in the call
/// @param legs Meta legs that never come up, or go
/// @param pages steps of an agent that lose the socket or the leg
/// @param slowStore commits that take up to 0.7 s
/// @param failedCommits commits in a hundred thousand that fail, with and without effect
/// @param kills turns in a hundred thousand in which the process is killed
/// @param clockSteps starts before which the wall clock was put wrong or right
record Faults(
    int repeated,
    int late,
    int lost,
    int graphLost,
    int graphRefused,
    int legs,
    int pages,
    int slowStore,
    int failedCommits,
    int kills,
    int clockSteps) {
  static final Faults NONE = new Faults(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);

  static Faults draw(SplittableRandom random) {
    return new Faults(
        random.nextInt(51),
        random.nextInt(15),
        random.nextInt(15),
        random.nextInt(8),
        random.nextInt(8),
        random.nextInt(8),
        random.nextInt(12),
        random.nextBoolean() ? 0 : random.nextInt(20),
        random.nextBoolean() ? 0 : random.nextInt(60),
        random.nextBoolean() ? 0 : random.nextInt(120),
        random.nextInt(40));
  }
}
