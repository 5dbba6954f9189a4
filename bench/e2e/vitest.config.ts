import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["tests/**/*.test.ts"],
    // Whole processes and real audio: one thing at a time, on few cores.
    fileParallelism: false,
    pool: "forks",
    // Above every wait within a test (lib/wait.ts), so that the wait says what did not come.
    testTimeout: 300_000,
    hookTimeout: 300_000,
    reporters: ["default", "json"],
    outputFile: { json: "../target/vitest.json" },
  },
});
