/// The whole control plane under a seed, with the production switchboard, store rules and signature
/// check: a Meta that repeats, delays, reorders and loses; customers who write, call under one name
/// or another and change numbers; backends that assign, resolve, regroup and switch off while it
/// rings, and call, ask for permission and pay, too little now and then; agents with several tabs
/// who come, go and click twice; nights in which nothing happens; legs that fail; a store that is
/// slow or dies; a process that is killed at any point of a turn and starts from its disk; a wall
/// clock that is put wrong. Auditors look on after every step, each with one rule and a test that
/// shows it a violation.
///
/// Left out: HTTP, SQL and packets, which the modules around this one test with real ones. A
/// failure names its seed and the command that plays it again (`-Dsim.seed=…`). No thread, no wall
/// clock.
@NullMarked
package io.dering.signaling.simulation;

import org.jspecify.annotations.NullMarked;
