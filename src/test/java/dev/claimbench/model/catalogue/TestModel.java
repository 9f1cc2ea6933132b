package dev.claimbench.model.catalogue;

import dev.claimbench.model.http.EnvironmentProxy;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ProxySelector;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;

/** A made-up model of 300,000 bytes, and what the tests do with it. */
final class TestModel {
  static final byte[] BYTES = bytes(300_000);
  static final String SHA = sha256(BYTES);

  /** Everything in these tests is on this machine. */
  static final ProxySelector NO_PROXY = new EnvironmentProxy(name -> null);

  static final Downloader.Timeouts SHORT =
      new Downloader.Timeouts(Duration.ofSeconds(1), Duration.ofSeconds(1));

  private TestModel() {}

  static ModelFile from(Source... sources) {
    return model(BYTES.length, SHA, sources);
  }

  static ModelFile model(long size, String sha256, Source... sources) {
    return new ModelFile(
        "tiny", "gguf", "MIT", "Q4_0", "tiny.gguf", size, sha256, 1, List.of(sources));
  }

  static byte[] head(int n) {
    return Arrays.copyOf(BYTES, n);
  }

  static void put(Path file, byte[] bytes) {
    try {
      Files.createDirectories(file.getParent());
      Files.write(file, bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] bytes(int n) {
    byte[] bytes = new byte[n];
    new Random(7).nextBytes(bytes);
    byte[] magic = {'G', 'G', 'U', 'F'};
    System.arraycopy(magic, 0, bytes, 0, 4);
    return bytes;
  }

  /** Keeps what it hears. */
  static final class Heard implements Progress {
    final List<Long> done = new ArrayList<>();
    final List<String> notes = new ArrayList<>();

    @Override
    public void bytes(ModelFile model, long soFar, long total) {
      done.add(soFar);
    }

    @Override
    public void note(String line) {
      notes.add(line);
    }
  }
}
