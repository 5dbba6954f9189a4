import { expect, test } from "vitest";
import { Fourier } from "../lib/fourier.ts";
import { voice } from "../lib/voices.ts";
import { likeness, part, readWav, recognised, wav, type Sound } from "../lib/sound.ts";

const silence = (seconds: number): Sound => ({
  rateHz: 16_000,
  samples: new Float32Array(16_000 * seconds),
});
const joined = (...parts: Sound[]): Sound => ({
  rateHz: parts[0]!.rateHz,
  samples: Float32Array.from(parts.flatMap((p) => [...p.samples])),
});

// The yardstick itself: it must tell speech from other speech before it may judge a call.
test("a recording is like itself, and not like other speech or silence", () => {
  expect(likeness(voice("agent"), voice("agent"))).toBeGreaterThan(0.99);
  expect(likeness(voice("agent"), voice("other"))).toBeLessThan(0.2);
  expect(likeness(voice("customer"), voice("agent"))).toBeLessThan(0.2);
  expect(likeness(voice("agent"), silence(10))).toBe(0);
  expect(likeness(voice("agent"), silence(0.1))).toBe(0);
});

test("a recording that comes late, quieter and among noise is still found", () => {
  const said = voice("agent");
  let state = 7;
  const noise = () => {
    state = (state * 1_103_515_245 + 12_345) % 2 ** 31;
    return (state / 2 ** 31 - 0.5) * 0.004;
  };
  const heard = joined(silence(2.3), said, silence(1));
  const weak = { rateHz: 16_000, samples: heard.samples.map((s) => 0.3 * s + noise()) };
  expect(likeness(said, weak)).toBeGreaterThan(0.8);
  expect(likeness(voice("other"), weak)).toBeLessThan(0.2);
});

test("words in another order are not the same; said over and over, they may begin anywhere", () => {
  const said = voice("agent");
  const turned = joined(part(said, 6, 13), part(said, 0, 6));
  expect(likeness(said, turned, true)).toBeGreaterThan(0.9);
  expect(likeness(voice("other"), turned, true)).toBeLessThan(0.2);
  const shuffled = joined(part(said, 9, 12), part(said, 3, 6), part(said, 6, 9), part(said, 0, 3));
  expect(likeness(said, shuffled)).toBeLessThan(0.2);
  expect(likeness(said, shuffled, true)).toBeLessThan(0.2);
});

test("a piece of a voice that is said over and over is recognised wherever it begins", () => {
  const said = voice("agent");
  const piece = joined(part(said, 10), part(said, 0, 4));
  expect(recognised(piece, said)).toBeGreaterThan(0.9);
  expect(recognised(piece, voice("other"))).toBeLessThan(0.2);
  expect(recognised(silence(5), said)).toBe(0);
});

test("a comparison of 15 s costs seconds of processor time, not minutes", () => {
  likeness(voice("other"), voice("agent"));
  const from = process.cpuUsage();
  likeness(voice("customer"), voice("customer"));
  const { user, system } = process.cpuUsage(from);
  const costMs = (user + system) / 1_000;
  console.log(`likeness of 15 s: ${costMs.toFixed(0)} ms of processor time`);
  // Of ours alone, so whoever shares the machine has no part in it; by brute force it is minutes.
  expect(costMs).toBeLessThan(5_000);
});

test("what is written as WAV is read as the same", () => {
  const said = part(voice("agent"), 0, 1);
  expect(readWav(wav(said)).samples).toEqual(said.samples);
});

test("the transform of one frequency is one line", () => {
  const re = Float64Array.from({ length: 64 }, (_, i) => Math.cos((2 * Math.PI * 5 * i) / 64));
  const im = new Float64Array(64);
  const fourier = new Fourier(64);
  fourier.forward(re, im);
  expect(re[5]).toBeCloseTo(32, 9);
  expect(re[59]).toBeCloseTo(32, 9);
  expect(re[6]).toBeCloseTo(0, 9);
  fourier.backward(re, im);
  expect(re[1]! / 64).toBeCloseTo(Math.cos((2 * Math.PI * 5) / 64), 9);
});
