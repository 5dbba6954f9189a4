package io.dering.bench.profile;

/// What the media thread can be at.
enum Part {
  SEND("sendmmsg, with what the loopback does at once for the receiver"),
  PACKETS("Java between recvmmsg and sendmmsg: demux, SRTP of both legs, bridge, statistics"),
  RECEIVE("recvmmsg, from waking on where it has slept"),
  ASLEEP("from recvmmsg or epoll_wait to sleep"),
  AWAKE("from waking to epoll_wait's return"),
  LOOK("epoll_wait that does not sleep"),
  LOOP("Netty's loop, before the first recvmmsg and after the last sendmmsg"),
  OTHER("other system calls: timerfd_settime, read, write, futex");

  private final String words;

  Part(String words) {
    this.words = words;
  }

  String words() {
    return words;
  }
}
