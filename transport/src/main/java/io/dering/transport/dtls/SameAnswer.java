package io.dering.transport.dtls;

import java.security.SecureRandom;
import java.util.function.IntFunction;
import org.bouncycastle.tls.crypto.TlsECConfig;
import org.bouncycastle.tls.crypto.TlsECDomain;
import org.bouncycastle.tls.crypto.TlsNonceGenerator;
import org.bouncycastle.tls.crypto.impl.bc.BcTlsCrypto;

/// The arithmetic of a server's attempts: its first nonce, which is its random, and the key of its
/// exchange are those with which the same hello was answered before.
final class SameAnswer extends DtlsCrypto {
  private static final int RANDOM_LENGTH = 32;

  private final IntFunction<Answer> answers;

  /// @param answers to the hello in hand, made with a random of that length when there is none;
  ///   asked for once the hello was read
  SameAnswer(IntFunction<Answer> answers, SecureRandom random) {
    super(random);
    this.answers = answers;
  }

  /// To the hello in hand.
  Answer answer() {
    return answers.apply(RANDOM_LENGTH);
  }

  @Override
  public TlsNonceGenerator createNonceGenerator(byte[] additionalSeedMaterial) {
    TlsNonceGenerator others = super.createNonceGenerator(additionalSeedMaterial);
    return new TlsNonceGenerator() {
      private boolean said;

      @Override
      public byte[] generateNonce(int size) {
        boolean hello = !said && size == RANDOM_LENGTH;
        said = true;
        return hello ? answer().random() : others.generateNonce(size);
      }
    };
  }

  @Override
  public TlsECDomain createECDomain(TlsECConfig config) {
    return exchanges(new BcTlsCrypto(answer().keys()).createECDomain(config));
  }
}
