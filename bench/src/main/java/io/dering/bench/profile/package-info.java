/// Where the media thread's time goes: `make bench-profile`.
///
/// Linux's trace points tell how long each system call, each way into sleep and back and the Java
/// between them took. Samples tell which methods that Java was, and are taken in user code only: on
/// a virtual machine samples of the kernel show what the sampler itself costs (decision 0010). A
/// third look, at all cores, finds what makes the thread stand still for milliseconds now and then:
/// the p99 of the delay at few calls. All are read from what `perf script` writes, so that a test
/// can make them up.
@NullMarked
package io.dering.bench.profile;

import org.jspecify.annotations.NullMarked;
