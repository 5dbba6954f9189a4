// Speech as samples: WAV files, and whether one recording holds what another says.
import { readFileSync } from "node:fs";
import { Searched } from "./fourier.ts";

export interface Sound {
  readonly rateHz: number;
  readonly samples: Float32Array;
}

/** Reads 16-bit mono PCM WAV. */
export function readWav(source: string | Uint8Array): Sound {
  const bytes = typeof source === "string" ? readFileSync(source) : Buffer.from(source);
  if (bytes.toString("latin1", 0, 4) !== "RIFF") throw new Error("not a WAV file");
  let at = 12;
  let rateHz = 0;
  while (at + 8 <= bytes.length) {
    const id = bytes.toString("latin1", at, at + 4);
    const length = bytes.readUInt32LE(at + 4);
    if (id === "fmt ") rateHz = bytes.readUInt32LE(at + 12);
    if (id === "data") {
      const count = Math.floor(Math.min(length, bytes.length - at - 8) / 2);
      const samples = new Float32Array(count);
      for (let i = 0; i < count; i++) samples[i] = bytes.readInt16LE(at + 8 + 2 * i) / 32768;
      return { rateHz, samples };
    }
    at += 8 + length + (length % 2);
  }
  throw new Error("a WAV file without samples");
}

/** Writes 16-bit mono PCM WAV. */
export function wav(sound: Sound): Buffer {
  const data = Buffer.alloc(44 + sound.samples.length * 2);
  data.write("RIFF", 0, "latin1");
  data.writeUInt32LE(36 + sound.samples.length * 2, 4);
  data.write("WAVEfmt ", 8, "latin1");
  data.writeUInt32LE(16, 16);
  data.writeUInt16LE(1, 20);
  data.writeUInt16LE(1, 22);
  data.writeUInt32LE(sound.rateHz, 24);
  data.writeUInt32LE(sound.rateHz * 2, 28);
  data.writeUInt16LE(2, 32);
  data.writeUInt16LE(16, 34);
  data.write("data", 36, "latin1");
  data.writeUInt32LE(sound.samples.length * 2, 40);
  sound.samples.forEach((s, i) =>
    data.writeInt16LE(Math.max(-32768, Math.min(32767, Math.round(s * 32768))), 44 + 2 * i),
  );
  return data;
}

/** At another rate, linearly; good enough below 4 kHz, where speech has its weight. */
export function resampled(sound: Sound, rateHz: number): Sound {
  if (sound.rateHz === rateHz) return sound;
  const length = Math.floor((sound.samples.length * rateHz) / sound.rateHz);
  const samples = new Float32Array(length);
  const step = sound.rateHz / rateHz;
  for (let i = 0; i < length; i++) {
    // The mean over the step is a crude low-pass against aliasing.
    const from = Math.floor(i * step);
    const to = Math.max(from + 1, Math.floor((i + 1) * step));
    let sum = 0;
    for (let k = from; k < to && k < sound.samples.length; k++) sum += sound.samples[k]!;
    samples[i] = sum / (to - from);
  }
  return { rateHz, samples };
}

/** Level over all samples, dB of full scale. */
export function levelDbfs(sound: Sound): number {
  let sum = 0;
  for (const s of sound.samples) sum += s * s;
  return sum === 0 ? -120 : 10 * Math.log10(sum / sound.samples.length);
}

const RATE_HZ = 8000;
const WINDOW = (RATE_HZ * 400) / 1000;
/** A jitter buffer may shift words so far against each other. */
const SHIFT = RATE_HZ * 0.3;
/** Of a window of -70 dB of full scale: below it there is nothing to be recognised. */
const AUDIBLE = 1e-7 * WINDOW;
/** Fewer words agree by chance. */
const FEWEST = 4;

interface Found {
  readonly at: number;
  readonly place: number;
  readonly value: number;
}

/**
 * Where this tone is heard, in seconds from the beginning: the middle of each window of 100 ms most of whose
 * power lies within some 10 Hz of it.
 */
export function toneHeardAt(sound: Sound, hz: number): number[] {
  const length = Math.round(sound.rateHz / 10);
  const found: number[] = [];
  for (let from = 0; from + length <= sound.samples.length; from += length) {
    const window = sound.samples.subarray(from, from + length);
    const power = window.reduce((sum, sample) => sum + sample * sample, 0) / length;
    if (power > 1e-4 && shareOfTone(window, sound.rateHz, hz) > 0.7) {
      found.push((from + length / 2) / sound.rateHz);
    }
  }
  return found;
}

/**
 * From when on something is heard that is no such tone, in seconds from the beginning: 100 ms of it without a pause. The
 * edges of a beat of the tone are shorter.
 */
export function otherThanToneHeardFrom(sound: Sound, hz: number): number | undefined {
  const length = Math.round(sound.rateHz / 50);
  let run = 0;
  for (let from = 0; from + length <= sound.samples.length; from += length) {
    const window = sound.samples.subarray(from, from + length);
    const power = window.reduce((sum, sample) => sum + sample * sample, 0) / length;
    run = power > 1e-5 && shareOfTone(window, sound.rateHz, hz) < 0.7 ? run + 1 : 0;
    if (run === 5) return (from - 4 * length) / sound.rateHz;
  }
  return undefined;
}

/** How much of the power lies near this frequency (Goertzel's filter), 0..1. */
function shareOfTone(samples: Float32Array, rateHz: number, hz: number): number {
  const turn = 2 * Math.cos((2 * Math.PI * hz) / rateHz);
  let [last, before, power] = [0, 0, 0];
  for (const sample of samples) {
    power += sample * sample;
    [last, before] = [sample + turn * last - before, last];
  }
  return (2 * (last * last + before * before - turn * last * before)) / (samples.length * power);
}

/** A piece of a sound. */
export function part(of: Sound, fromS: number, toS = Infinity): Sound {
  return {
    rateHz: of.rateHz,
    samples: of.samples.slice(fromS * of.rateHz, Math.min(of.samples.length, toS * of.rateHz)),
  };
}

/** How much of what was heard is `said`, 0..1: for recordings that are shorter than a voice which is
 * said over and over. */
export function recognised(heard: Sound, said: Sound): number {
  const twice = new Float32Array(2 * said.samples.length);
  twice.set(said.samples);
  twice.set(said.samples, said.samples.length);
  const seconds = said.samples.length / said.rateHz;
  return likeness(part(heard, 0, seconds), { rateHz: said.rateHz, samples: twice });
}

/** How much of `said` is found in `heard`, 0..1.
 *
 * Both are brought to 8 kHz. `said` is cut into windows of 400 ms; each voiced window is looked for
 * everywhere in `heard` by normalised cross-correlation of the waveforms, and the result is the
 * median of the best values, counted only where the windows agree on one offset (a jitter buffer may
 * stretch time, a codec bends phases, and neither swaps words).
 *
 * @param repeated `said` was said over and over, and `heard` may begin anywhere in it
 */
export function likeness(said: Sound, heard: Sound, repeated = false): number {
  const a = preEmphasised(resampled(said, RATE_HZ).samples);
  const b = preEmphasised(resampled(heard, RATE_HZ).samples);
  if (b.length < WINDOW) return 0;
  const found = windowsFound(a, b);
  if (found.length < FEWEST) return 0;
  const apart = (x: number, y: number) => {
    const d = Math.abs(x - y) % a.length;
    return repeated ? Math.min(d, a.length - d) : Math.abs(x - y);
  };
  const near = (x: number, y: number) => apart(x, y) <= SHIFT;
  // The true offset is the one on which most windows agree.
  const offsets = found.map((f) => f.place - f.at);
  const votes = (o: number) => offsets.filter((p) => near(p, o)).length;
  const offset = offsets.reduce((winner, o) => (votes(o) > votes(winner) ? o : winner));
  const values = found
    .map((f) => (near(f.place - f.at, offset) ? f.value : 0))
    .sort((x, y) => x - y);
  return values[Math.floor(values.length / 2)]!;
}

/** The best place in `b` of every voiced window of `a`. */
function windowsFound(a: Float32Array, b: Float32Array): Found[] {
  const energyA = runningEnergy(a, WINDOW);
  const loud = energyA.reduce((most, e) => Math.max(most, e), 0);
  const voiced: number[] = [];
  for (let at = 0; at + WINDOW <= a.length; at += WINDOW) {
    if (energyA[at]! >= Math.max(loud * 0.1, AUDIBLE)) voiced.push(at);
  }
  const energyB = runningEnergy(b, WINDOW);
  const searched = new Searched(b, WINDOW);
  const piece = (at: number) => a.subarray(at, at + WINDOW);
  const found: Found[] = [];
  for (let i = 0; i < voiced.length; i += 2) {
    const pair = voiced.slice(i, i + 2);
    const dots = searched.dots(piece(pair[0]!), piece(pair.at(-1)!));
    pair.forEach((at, k) =>
      found.push({ at, ...best(dots[k]!, energyA[at]!, energyB, loud * 1e-4) }),
    );
  }
  return found;
}

function best(
  dots: Float64Array, energyA: number, energyB: Float64Array, floor: number,
): { place: number; value: number } {
  let value = 0;
  let place = 0;
  for (let lag = 0; lag < dots.length; lag++) {
    if (energyB[lag]! <= floor) continue;
    const ncc = dots[lag]! / Math.sqrt(energyA * energyB[lag]!);
    if (ncc > value) {
      value = ncc;
      place = lag;
    }
  }
  return { place, value };
}

function preEmphasised(x: Float32Array): Float32Array {
  const y = new Float32Array(x.length);
  for (let i = 1; i < x.length; i++) y[i] = x[i]! - 0.9 * x[i - 1]!;
  return y;
}

function runningEnergy(x: Float32Array, size: number): Float64Array {
  const energy = new Float64Array(Math.max(0, x.length - size + 1));
  let sum = 0;
  for (let i = 0; i < x.length; i++) {
    sum += x[i]! * x[i]!;
    if (i >= size) sum -= x[i - size]! * x[i - size]!;
    if (i >= size - 1) energy[i - size + 1] = sum;
  }
  return energy;
}
