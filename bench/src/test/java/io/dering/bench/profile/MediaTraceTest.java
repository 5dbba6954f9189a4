package io.dering.bench.profile;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class MediaTraceTest {
  private static final int MEDIA = 77;

  /// The compiler, which has a blank in its name.
  private static final String OTHERS = "C2 CompilerThre 88";

  private final MediaTrace trace = new MediaTrace(Set.of(MEDIA));

  /// As it was: woken by a packet, two batches, asleep again.
  @Test
  void aTurnIsSplitIntoSystemCallsSleepAndJava() {
    waits(1_000);
    leaves(1_003, "S");
    comes(1_100);
    returns(1_101, "epoll_wait", "0x1");
    enters(1_103, "recvmmsg");
    returns(1_108, "recvmmsg", "0x3");
    enters(1_115, "sendmmsg");
    returns(1_135, "sendmmsg", "0x2");
    enters(1_139, "recvmmsg");
    returns(1_140, "recvmmsg", "0x1");
    enters(1_142, "sendmmsg");
    returns(1_152, "sendmmsg", "0x2");
    waits(1_153);

    MediaTrace.Split split = trace.split();
    assertThat(split.packets()).isEqualTo(4);
    assertThat(split.wakeUps()).isOne();
    assertThat(split.preempted()).isZero();
    assertThat(split.received()).isEqualTo(2);
    assertThat(split.sent()).isEqualTo(2);
    assertThat(split.parts())
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                Part.ASLEEP, micros(3, 1),
                Part.AWAKE, micros(1, 1),
                Part.LOOP, micros(2 + 1, 2),
                Part.RECEIVE, micros(5 + 1, 2),
                Part.PACKETS, micros(7 + 4 + 2, 3),
                Part.SEND, micros(20 + 10, 2)));
    assertThat(split.microsPerPacket(Part.SEND)).isEqualTo(7.5);
    assertThat(split.microsPerPacket()).isEqualTo(14);
    assertThat(split.seconds()).isEqualTo(153e-6);
  }

  /// In a stream the thread sleeps in the read itself.
  @Test
  void aReadThatSleptIsSleepAndThenReading() {
    returns(1_000, "sendmmsg", "0x2");
    enters(1_002, "recvmmsg");
    leaves(1_005, "S");
    comes(1_100);
    returns(1_107, "recvmmsg", "0x3");

    MediaTrace.Split split = trace.split();
    assertThat(split.parts())
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                Part.PACKETS, micros(2, 1),
                Part.ASLEEP, micros(3, 1),
                Part.RECEIVE, micros(7, 1)));
    assertThat(split.wakeUps()).isOne();
    assertThat(split.received()).isEqualTo(3);
  }

  @Test
  void whileAnotherHasTheCoreNothingCounts() {
    waits(1_000);
    returns(1_001, "epoll_wait", "0x1");
    enters(1_002, "recvmmsg");
    returns(1_004, "recvmmsg", "0x8");
    leaves(1_010, "R");
    comes(1_500);
    enters(1_503, "sendmmsg");
    leaves(1_505, "R+");
    comes(1_900);
    returns(1_901, "sendmmsg", "0x8");

    MediaTrace.Split split = trace.split();
    assertThat(split.parts().get(Part.PACKETS)).isEqualTo(micros(6 + 3, 1));
    assertThat(split.parts().get(Part.SEND)).isEqualTo(micros(2 + 1, 1));
    assertThat(split.preempted()).isEqualTo(2);
    assertThat(split.wakeUps()).isZero();
  }

  /// The way back is missing: perf loses events where its buffer is full.
  @Test
  void whatWasLostIsNotTakenForWork() {
    waits(1_000);
    returns(1_001, "epoll_wait", "0x1");
    enters(1_002, "recvmmsg");
    returns(1_004, "recvmmsg", "0x1");
    leaves(1_005, "R");
    enters(1_900, "sendmmsg");
    returns(1_904, "sendmmsg", "0x1");

    MediaTrace.Split split = trace.split();
    assertThat(split.parts().get(Part.PACKETS)).isEqualTo(micros(1, 1));
    assertThat(split.parts().get(Part.SEND)).isEqualTo(micros(4, 1));
  }

  /// Preempted on the way to sleep, it is still on the way.
  @Test
  void onlyWhoGoesByItselfSleeps() {
    waits(1_000);
    leaves(1_002, "R");
    comes(1_200);
    leaves(1_205, "S");
    comes(1_300);
    returns(1_304, "epoll_wait", "0x1");

    MediaTrace.Split split = trace.split();
    assertThat(split.parts())
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(Part.ASLEEP, micros(2 + 5, 1), Part.AWAKE, micros(4, 1)));
    assertThat(split.wakeUps()).isOne();
  }

  @Test
  void whatJavaDoesAroundAnotherCallIsWhatItDidBefore() {
    waits(1_000);
    returns(1_002, "epoll_wait", "0x1");
    enters(1_003, "recvmmsg");
    returns(1_004, "recvmmsg", "0x1");
    enters(1_006, "timerfd_settime");
    returns(1_007, "timerfd_settime", "0x0");
    enters(1_010, "sendmmsg");
    returns(1_014, "sendmmsg", "0x1");
    enters(1_016, "timerfd_settime");

    assertThat(trace.split().parts())
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                Part.LOOK, micros(2, 1),
                Part.LOOP, micros(1, 1),
                Part.RECEIVE, micros(1, 1),
                Part.PACKETS, micros(2 + 3 + 2, 3),
                Part.OTHER, micros(1, 1),
                Part.SEND, micros(4, 1)));
  }

  /// EAGAIN: there was nothing to read, so that what follows is not for a packet.
  @Test
  void aSocketWithNothingInItBringsNoPackets() {
    waits(1_000);
    returns(1_001, "epoll_wait", "0x1");
    enters(1_002, "recvmmsg");
    returns(1_003, "recvmmsg", "0xfffffffffffffff5");
    waits(1_010);

    MediaTrace.Split split = trace.split();
    assertThat(split.parts().get(Part.LOOP)).isEqualTo(micros(1 + 7, 2));
    assertThat(split.parts()).doesNotContainKey(Part.PACKETS);
    assertThat(split.received()).isZero();
  }

  @Test
  void whatBeganBeforeTheTraceIsInNoPart() {
    returns(1_000, "sendmmsg", "0x40");
    enters(1_005, "recvmmsg");
    returns(1_006, "recvmmsg", "0x1");

    MediaTrace.Split split = trace.split();
    assertThat(split.packets()).isZero();
    assertThat(split.parts())
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(Part.PACKETS, micros(5, 1), Part.RECEIVE, micros(1, 1)));
  }

  @Test
  void whatItWasAtWhenItWasFirstSeenIsInNoPart() {
    comes(1_000);
    enters(1_005, "recvmmsg");
    returns(1_006, "recvmmsg", "0x1");

    assertThat(trace.split().parts())
        .containsExactlyInAnyOrderEntriesOf(Map.of(Part.RECEIVE, micros(1, 1)));
  }

  @Test
  void otherThreadsAreNobodysPart() {
    see(OTHERS, 1_000, "syscalls:sys_exit_sendmmsg", "0x40");
    see(OTHERS, 1_010, "syscalls:sys_enter_sendmmsg", "fd: 0x1c");
    assertThat(TraceLine.of("# captured on: Fri Nov 27")).isEmpty();
    assertThat(TraceLine.of("")).isEmpty();
    assertThat(trace.split().parts()).isEmpty();
    assertThat(trace.split().microsPerPacket()).isZero();
  }

  private static MediaTrace.Sum micros(long micros, long times) {
    return new MediaTrace.Sum(micros * 1_000, times);
  }

  private void waits(long at) {
    enters(at, "epoll_wait");
  }

  private void enters(long at, String call) {
    see("dering-media-2- " + MEDIA, at, "syscalls:sys_enter_" + call, "fd: 0x0000001c");
  }

  private void returns(long at, String call, String answer) {
    see("dering-media-2- " + MEDIA, at, "syscalls:sys_exit_" + call, answer);
  }

  private void leaves(long at, String state) {
    switches(
        "dering-media-2- " + MEDIA,
        at,
        "prev_comm=dering-media-2- prev_pid=%d prev_prio=120 prev_state=%s ==>"
                .formatted(MEDIA, state)
            + " next_comm=swapper/0 next_pid=0 next_prio=120");
  }

  private void comes(long at) {
    switches(
        "swapper     0",
        at,
        "prev_comm=swapper/0 prev_pid=0 prev_prio=120 prev_state=R ==>"
            + " next_comm=dering-media-2- next_pid=%d next_prio=120".formatted(MEDIA));
  }

  private void switches(String who, long at, String detail) {
    see(who, at, "sched:sched_switch", detail);
  }

  /// As `perf script --ns` writes it.
  private void see(String who, long at, String event, String detail) {
    String line = " %s 28194.%06d000:  %s: %s".formatted(who, at, event, detail);
    trace.add(TraceLine.of(line).orElseThrow());
  }
}
