import { expect, test } from "vitest";
import { likeness, readWav, type Sound } from "../lib/sound.ts";

const voice = (name: string): Sound => readWav(`voices/${name}.wav`);

// The yardstick itself: it must tell speech from other speech before it may judge a call.
test("a recording is like itself, and not like other speech or silence", () => {
  const silence = { rateHz: 16_000, samples: new Float32Array(160_000) };
  expect(likeness(voice("agent"), voice("agent"))).toBeGreaterThan(0.99);
  expect(likeness(voice("agent"), voice("other"))).toBeLessThan(0.2);
  expect(likeness(voice("customer"), voice("agent"))).toBeLessThan(0.2);
  expect(likeness(voice("agent"), silence)).toBe(0);
});
