package io.dering.media.srtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// libsrtp, by way of Debian's python3-pylibsrtp and a pipe: an oracle that shares no line with us.
///
/// Commands are collected and run together, since a packet costs less than a turn of the pipe.
final class Libsrtp implements AutoCloseable {
  /// What libsrtp made of one packet.
  ///
  /// @param status 0, or its `srtp_err_status_t`
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Outcome(int status, byte[] packet) {
    static final int REPLAYED = 9;
    static final int TOO_OLD = 10;

    /// A report whose E bit says "not encrypted", which it refuses before it looks for a replay.
    static final int E_BIT_MISSING = 14;
  }

  /// Debian's modules are seen by Debian's interpreter alone, whatever else PATH has.
  private static final Path PYTHON = Path.of("/usr/bin/python3");

  private static final int SENDER = 0;
  private static final int RECEIVER = 1;

  private final Process process;
  private final DataOutputStream out;
  private final DataInputStream in;
  private final ByteArrayOutputStream batch = new ByteArrayOutputStream();
  private final DataOutputStream commands = new DataOutputStream(batch);
  private int pending;

  Libsrtp() throws IOException {
    assertThat(Files.isExecutable(PYTHON)).as("%s is there", PYTHON).isTrue();
    process =
        new ProcessBuilder(PYTHON.toString(), script().toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    out = new DataOutputStream(new BufferedOutputStream(process.getOutputStream(), 1 << 16));
    in = new DataInputStream(new BufferedInputStream(process.getInputStream(), 1 << 16));
  }

  /// Both ends of one direction, forgetting those before.
  void open(SrtpProfile profile, byte[] masterKey, byte[] masterSalt) {
    byte[] body = new byte[1 + masterKey.length + masterSalt.length];
    body[0] = (byte) profile.id();
    System.arraycopy(masterKey, 0, body, 1, masterKey.length);
    System.arraycopy(masterSalt, 0, body, 1 + masterKey.length, masterSalt.length);
    command('S', SENDER, body);
    command('R', RECEIVER, body);
    assertThat(run()).allMatch(outcome -> outcome.status() == 0);
  }

  void protectRtp(byte[] packet) {
    command('p', SENDER, packet);
  }

  void unprotectRtp(byte[] packet) {
    command('u', RECEIVER, packet);
  }

  void protectRtcp(byte[] packet) {
    command('P', SENDER, packet);
  }

  void unprotectRtcp(byte[] packet) {
    command('U', RECEIVER, packet);
  }

  /// Runs what was asked for since the last time, in order.
  List<Outcome> run() {
    try {
      out.writeInt(batch.size());
      batch.writeTo(out);
      out.flush();
      batch.reset();
      var _ = in.readInt();
      List<Outcome> outcomes = new ArrayList<>(pending);
      for (; pending > 0; pending--) {
        int status = in.readUnsignedByte();
        outcomes.add(new Outcome(status, in.readNBytes(in.readUnsignedShort())));
      }
      return outcomes;
    } catch (IOException e) {
      throw new UncheckedIOException(
          "libsrtp has gone; its complaint is on stderr. Debian has it as python3-pylibsrtp, which"
              + " `make test` installs as root",
          e);
    }
  }

  private void command(char verb, int session, byte[] body) {
    try {
      commands.writeByte(verb);
      commands.writeByte(session);
      commands.writeShort(body.length);
      commands.write(body);
      pending++;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path script() {
    URL url = Libsrtp.class.getResource("/srtp/libsrtp.py");
    if (url == null) {
      throw new AssertionError("the script is not among the test resources");
    }
    try {
      return Path.of(url.toURI());
    } catch (URISyntaxException e) {
      throw new AssertionError(e);
    }
  }

  @Override
  public void close() throws IOException {
    out.close();
    process.destroy();
  }
}
