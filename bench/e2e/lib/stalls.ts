// How long this machine makes processes wait.
import { monitorEventLoopDelay } from "node:perf_hooks";

/**
 * The longest stall that an idle timer saw while `during` ran, in ms. A gap in a stream that is no
 * longer than a stall of the whole machine says nothing about the stream.
 */
export async function withStalls<T>(during: () => Promise<T>): Promise<{ result: T; stallMs: number }> {
  const resolutionMs = 10;
  const meter = monitorEventLoopDelay({ resolution: resolutionMs });
  meter.enable();
  const result = await during();
  meter.disable();
  return { result, stallMs: Math.max(0, meter.max / 1e6 - resolutionMs) };
}
