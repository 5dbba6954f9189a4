package io.dering.bench.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class StopsTest {
  private static final int MEDIA = 77;
  private static final int KERNEL = 33;

  private final Stops stops = new Stops(Set.of(MEDIA), true);

  /// 100 ms are looked at: the first event of anybody, and [#end] the last.
  @BeforeEach
  void begin() {
    switches(0, "swapper/1", 0, "migration/1", 20);
    switches(1, "migration/1", 20, "swapper/1", 0);
    returns(1_000);
  }

  @Test
  void ofItsOwnCodeOnlyAMillisecondInOnePieceIsAStop() {
    enters(1_999);
    returns(2_000);
    enters(3_000);
    returns(9_000);
    enters(13_500);
    end();

    Stops.Found found = stops.found();
    assertThat(found.seconds()).isCloseTo(0.1, within(1e-9));
    assertThat(found.stops()).isEqualTo(2);
    assertThat(found.nanos()).isEqualTo(5_500_000);
    assertThat(found.longestNanos()).isEqualTo(4_500_000);
  }

  @Test
  void aSystemCallAPageFaultAndAnotherThreadAreNone() {
    enters(1_100);
    switches(1_200, "dering-media-0", MEDIA, "swapper/0", 0);
    switches(20_000, "swapper/0", 0, "dering-media-0", MEDIA);
    returns(22_000);
    line(MEDIA, 22_500, "exceptions:page_fault_user: address=0x7f00 ip=0x7f01 error_code=0x6");
    enters(30_000);
    returns(30_001);
    switches(30_500, "dering-media-0", MEDIA, "C2 CompilerThre", 88);
    switches(40_000, "C2 CompilerThre", 88, "dering-media-0", MEDIA);
    enters(40_900);
    end();

    assertThat(stops.found().stops()).isZero();
    assertThat(stops.found().neighbours()).isEmpty();
  }

  /// Nobody knows what it was at: it may have slept in a system call.
  @Test
  void nothingCountsBeforeItsFirstSystemCall() {
    Stops early = new Stops(Set.of(MEDIA), true);
    early.add(trace(MEDIA, 0, switching("swapper/0", 0, "R", "dering-media-0", MEDIA)));
    early.add(trace(MEDIA, 5_000, "raw_syscalls:sys_exit: NR 299 = 3"));
    early.add(trace(MEDIA, 7_000, "raw_syscalls:sys_enter: NR 299 (1, 7f00, 40, 0, 0, 0)"));
    assertThat(early.found().stops()).isOne();
    assertThat(early.found().nanos()).isEqualTo(2_000_000);
  }

  /// Whoever runs all the time is near every stop, and says nothing.
  @Test
  void whoRanNearTheStopsAndSeldomElseIsNamed() {
    switches(1_001, "swapper/1", 0, "C2 CompilerThre", 88);
    enters(1_010);
    returns(20_000);
    enters(22_000);
    switches(24_000, "C2 CompilerThre", 88, "kdamond.0", KERNEL);
    switches(25_000, "kdamond.0", KERNEL, "C2 CompilerThre", 88);
    returns(60_000);
    switches(60_500, "C2 CompilerThre", 88, "kdamond.0", KERNEL);
    switches(62_500, "kdamond.0", KERNEL, "C2 CompilerThre", 88);
    enters(63_000);
    switches(99_000, "C2 CompilerThre", 88, "swapper/1", 0);
    end();

    assertThat(stops.found().stops()).isEqualTo(2);
    assertThat(stops.found().neighbours())
        .singleElement()
        .satisfies(one -> {
          assertThat(one.name()).isEqualTo("kdamond.0");
          assertThat(one.stops()).isEqualTo(2);
          assertThat(one.share()).isCloseTo((7 + 8) / 100.0, within(1e-9));
        });
  }

  /// Put off its core in the middle, and woken while another has it.
  @Test
  void aCoreThatAnotherHasIsWaitedFor() {
    enters(1_100);
    sleeps(1_200, "kdamond.0", KERNEL);
    wakes(1_300);
    wakes(4_000);
    switches(5_300, "kdamond.0", KERNEL, "dering-media-0", MEDIA);
    returns(5_310);
    line(MEDIA, 5_400, switching("dering-media-0", MEDIA, "R+", "kdamond.0", KERNEL));
    switches(7_400, "kdamond.0", KERNEL, "dering-media-0", MEDIA);
    enters(7_410);
    sleeps(7_500, "swapper/0", 0);
    wakes(20_000);
    switches(20_999, "swapper/0", 0, "dering-media-0", MEDIA);
    end();

    assertThat(stops.found().waits()).containsExactly(new Stops.Wait("kdamond.0", 2, 6_000_000));
    assertThat(stops.found().stops()).isZero();
  }

  private void sleeps(int micros, String to, int comes) {
    line(MEDIA, micros, switching("dering-media-0", MEDIA, "S", to, comes));
  }

  private void wakes(int micros) {
    line(88, micros, "sched:sched_wakeup: comm=dering-media-0 pid=77 prio=120 target_cpu=000");
  }

  private void end() {
    switches(100_000, "swapper/1", 0, "migration/1", 20);
  }

  private void enters(int micros) {
    line(MEDIA, micros, "raw_syscalls:sys_enter: NR 299 (1, 7f00, 40, 0, 0, 0)");
  }

  private void returns(int micros) {
    line(MEDIA, micros, "raw_syscalls:sys_exit: NR 299 = 3");
  }

  private void switches(int micros, String from, int leaves, String to, int comes) {
    line(leaves, micros, switching(from, leaves, "S", to, comes));
  }

  private static String switching(String from, int leaves, String state, String to, int comes) {
    return ("sched:sched_switch: prev_comm=%s prev_pid=%d prev_prio=120 prev_state=%s"
            + " ==> next_comm=%s next_pid=%d next_prio=120")
        .formatted(from, leaves, state, to, comes);
  }

  private void line(int thread, int micros, String event) {
    stops.add(trace(thread, micros, event));
  }

  private static TraceLine trace(int thread, int micros, String event) {
    return TraceLine.of("some thread  %d  1.%06d000: %s".formatted(thread, micros, event))
        .orElseThrow();
  }
}
