// The fast Fourier transform (Cooley and Tukey, radix 2), and what we want it for: correlation.

/** Transforms complex numbers of one length, a power of two, in place. */
export class Fourier {
  readonly length: number;
  readonly #cos: Float64Array;
  readonly #sin: Float64Array;
  readonly #mirrored: Uint32Array;

  constructor(length: number) {
    if (length < 2 || (length & (length - 1)) !== 0) throw new Error(`not a power of two: ${length}`);
    this.length = length;
    this.#cos = new Float64Array(length / 2);
    this.#sin = new Float64Array(length / 2);
    for (let i = 0; i < length / 2; i++) {
      this.#cos[i] = Math.cos((2 * Math.PI * i) / length);
      this.#sin[i] = Math.sin((2 * Math.PI * i) / length);
    }
    const bits = Math.log2(length);
    this.#mirrored = new Uint32Array(length);
    for (let i = 0; i < length; i++) {
      this.#mirrored[i] = (this.#mirrored[i >> 1]! >> 1) | ((i & 1) << (bits - 1));
    }
  }

  forward(re: Float64Array, im: Float64Array): void {
    this.#transform(re, im, -1);
  }

  /** Backward, times the length. */
  backward(re: Float64Array, im: Float64Array): void {
    this.#transform(re, im, 1);
  }

  #transform(re: Float64Array, im: Float64Array, sign: 1 | -1): void {
    const n = this.length;
    for (let i = 0; i < n; i++) {
      const j = this.#mirrored[i]!;
      if (j > i) {
        const r = re[i]!;
        re[i] = re[j]!;
        re[j] = r;
        const m = im[i]!;
        im[i] = im[j]!;
        im[j] = m;
      }
    }
    for (let half = 1; half < n; half *= 2) {
      const stride = n / (2 * half);
      for (let from = 0; from < n; from += 2 * half) {
        for (let k = 0; k < half; k++) {
          const c = this.#cos[k * stride]!;
          const s = sign * this.#sin[k * stride]!;
          const i = from + k;
          const j = i + half;
          const r = re[j]! * c - im[j]! * s;
          const m = re[j]! * s + im[j]! * c;
          re[j] = re[i]! - r;
          im[j] = im[i]! - m;
          re[i] = re[i]! + r;
          im[i] = im[i]! + m;
        }
      }
    }
  }
}

/**
 * Looks for short pieces in one long signal: `dots(a, b)` gives, for two pieces at once, their dot
 * product with the signal at every place. Block by block (overlap-save), so that the transforms stay
 * small enough for the cache.
 */
export class Searched {
  readonly #fourier: Fourier;
  readonly #blocks: { re: Float64Array; im: Float64Array }[] = [];
  readonly #hop: number;
  readonly places: number;

  constructor(signal: Float32Array, piece: number) {
    const length = 2 ** Math.ceil(Math.log2(piece * 4));
    this.#fourier = new Fourier(length);
    this.#hop = length - piece + 1;
    this.places = Math.max(0, signal.length - piece + 1);
    for (let at = 0; at < this.places; at += this.#hop) {
      const re = new Float64Array(length);
      re.set(signal.subarray(at, at + length));
      const im = new Float64Array(length);
      this.#fourier.forward(re, im);
      this.#blocks.push({ re, im });
    }
  }

  /** Both pieces have the length given to the constructor. */
  dots(a: Float32Array, b: Float32Array): [Float64Array, Float64Array] {
    const n = this.#fourier.length;
    const re = new Float64Array(n);
    const im = new Float64Array(n);
    re.set(a);
    im.set(b);
    // Of a + ib at once: since the signal is real, the products stay apart as real and imaginary
    // part. Correlation wants the transform of the piece at -f, which the index n - f gives.
    this.#fourier.forward(re, im);
    const found: [Float64Array, Float64Array] = [
      new Float64Array(this.places),
      new Float64Array(this.places),
    ];
    const outRe = new Float64Array(n);
    const outIm = new Float64Array(n);
    this.#blocks.forEach((block, index) => {
      for (let f = 0; f < n; f++) {
        const g = (n - f) & (n - 1);
        outRe[f] = block.re[f]! * re[g]! - block.im[f]! * im[g]!;
        outIm[f] = block.re[f]! * im[g]! + block.im[f]! * re[g]!;
      }
      this.#fourier.backward(outRe, outIm);
      const from = index * this.#hop;
      const count = Math.min(this.#hop, this.places - from);
      for (let i = 0; i < count; i++) {
        found[0][from + i] = outRe[i]! / n;
        found[1][from + i] = outIm[i]! / n;
      }
    });
    return found;
  }
}
