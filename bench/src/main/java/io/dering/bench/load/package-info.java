/// The load generator: hundreds of customers who call and hundreds of agents who answer, through a
/// real gateway, and what that costs and loses.
///
/// Customers are the sandbox's: their calls go through webhooks, Graph requests, ICE, DTLS-SRTP.
/// Agents are programs on the desk protocol with a warm leg each, from an address or a UDP port of
/// its own, as browsers have it: on a core of its own this process has [lean far
/// ends][io.dering.bench.lean.LeanEnds], otherwise sockets. Both ends live in this process, so that
/// one clock stamps and reads each frame; the gateway is a process of its own.
///
/// What a frame says: an Opus table-of-contents byte of 20 ms speech, then four bytes that mark it
/// as ours, its number, the nanosecond at which it was due and whose voice it is. The gateway
/// passes payloads through, so nothing has to be encoded or decoded here. Left out: jitter and loss
/// on the way (loopback has none), outgoing calls, transfers.
///
/// What is done to the gateway is a [Play], chosen as a [Scenario]: it names its bars before it
/// begins. [LoadRun] is what those have in common whose calls all stand at the same time, [Visits]
/// what those have whose calls come and go; both play on a [Stage].
///
/// Threads: each side's media loop writes that side's ears and voices; the run itself is one thread
/// that waits. Histograms are concurrent.
@NullMarked
package io.dering.bench.load;

import org.jspecify.annotations.NullMarked;
