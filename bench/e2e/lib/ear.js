// Runs in the page before its own scripts: listens to what its peer connections receive, beside the
// page itself, and notes when a button was pressed. Plain JavaScript, since it is sent as it is.
(() => {
  const RATE_HZ = 16_000;
  const BLOCK = 256;
  /** -50 dB of full scale: sound, and no noise of a codec. */
  const AUDIBLE = 0.0032;
  /** Blocks of quiet, 320 ms, after which nothing of what came before can still be on its way. */
  const QUIET_BLOCKS = 20;
  const Native = globalThis.RTCPeerConnection;
  if (Native === undefined) return;

  let context = null;
  const now = () => performance.timeOrigin + performance.now();
  const ear = {
    connections: [],
    blocks: [],
    /** When something audible was first received since `expectSound`. */
    audibleAt: null,
    quietBlocks: 0,
    clicks: {},
    clear() {
      ear.blocks = [];
    },
    expectSound() {
      ear.audibleAt = null;
    },
    /** Whether nothing is heard, and has not been for a while. */
    quiet() {
      return context === null || ear.quietBlocks >= QUIET_BLOCKS;
    },
    /** All that was heard since `clear`, 16-bit samples at 16 kHz, in base64. */
    take() {
      const bytes = new Uint8Array(ear.blocks.length * BLOCK * 2);
      ear.blocks.forEach((block, i) => bytes.set(new Uint8Array(block.buffer), i * BLOCK * 2));
      let text = "";
      for (let i = 0; i < bytes.length; i += 0x8000) {
        text += String.fromCharCode(...bytes.subarray(i, i + 0x8000));
      }
      return btoa(text);
    },
    /** What the browser says of the stream that it receives now. */
    async inbound() {
      for (const connection of ear.connections.filter((c) => c.connectionState === "connected")) {
        for (const entry of (await connection.getStats()).values()) {
          if (entry.type === "inbound-rtp" && entry.kind === "audio") return { ...entry };
        }
      }
      return null;
    },
  };
  globalThis.ear = ear;

  const listen = (track) => {
    context ??= new AudioContext({ sampleRate: RATE_HZ });
    const source = context.createMediaStreamSource(new MediaStream([track]));
    const tap = context.createScriptProcessor(BLOCK, 1, 1);
    tap.onaudioprocess = ({ inputBuffer }) => {
      const samples = inputBuffer.getChannelData(0);
      const block = new Int16Array(BLOCK);
      let power = 0;
      for (let i = 0; i < BLOCK; i++) {
        power += samples[i] * samples[i];
        block[i] = Math.max(-32768, Math.min(32767, Math.round(samples[i] * 32768)));
      }
      ear.blocks.push(block);
      ear.quietBlocks = Math.sqrt(power / BLOCK) > AUDIBLE ? 0 : ear.quietBlocks + 1;
    };
    source.connect(tap).connect(context.destination);
    // A node that nobody holds may be collected while it works.
    ear.held = [...(ear.held ?? []), source, tap];
  };

  /** Frames as the page plays them: the audio graph above would hand them on some 20 ms later. */
  const watch = async (track) => {
    const frames = new MediaStreamTrackProcessor({ track }).readable.getReader();
    for (;;) {
      const { done, value: frame } = await frames.read();
      if (done) return;
      const samples = new Float32Array(frame.numberOfFrames);
      frame.copyTo(samples, { planeIndex: 0, format: "f32-planar" });
      frame.close();
      let power = 0;
      for (const sample of samples) power += sample * sample;
      if (Math.sqrt(power / samples.length) > AUDIBLE) ear.audibleAt ??= now();
    }
  };

  globalThis.RTCPeerConnection = class extends Native {
    constructor(...settings) {
      super(...settings);
      ear.connections.push(this);
      this.addEventListener("track", ({ track }) => {
        listen(track);
        void watch(track);
      });
    }
  };
  addEventListener(
    "click",
    ({ target }) => {
      const button = target instanceof Element ? target.closest("[data-testid]") : null;
      if (button !== null) ear.clicks[button.dataset.testid] = now();
    },
    true,
  );
})();
