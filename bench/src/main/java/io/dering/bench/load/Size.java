package io.dering.bench.load;

import io.vertx.core.json.JsonObject;

/// How much a gateway has taken at one moment.
///
/// @param liveHeapKb after a full collection
/// @param descriptors files and sockets
record Size(long liveHeapKb, long residentKb, int threads, int descriptors) {
  static Size of(Stage stage) {
    LoadReport.Memory memory = stage.memory();
    return new Size(
        memory.liveHeapKb(),
        memory.residentKb(),
        stage.gateway().threads(),
        stage.gateway().descriptors());
  }

  double heapGrowthPercent(Size before) {
    return before.liveHeapKb == 0
        ? Double.NaN
        : 100.0 * (liveHeapKb - before.liveHeapKb) / before.liveHeapKb;
  }

  String words() {
    return "live heap %d MiB, resident %d MiB, %d threads, %d files and sockets"
        .formatted(liveHeapKb >> 10, residentKb >> 10, threads, descriptors);
  }

  JsonObject json() {
    return new JsonObject()
        .put("live_heap_kb", liveHeapKb)
        .put("resident_kb", residentKb)
        .put("threads", threads)
        .put("descriptors", descriptors);
  }
}
