package dev.claimbench.model.catalogue;

import dev.claimbench.model.http.DeferredTls;
import dev.claimbench.model.http.SecureConnectionText;
import dev.claimbench.text.Text;
import java.io.IOException;
import java.net.ConnectException;
import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.UnresolvedAddressException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;

/** Brings a file over HTTP, going on where an earlier try stopped. */
final class HttpDownload {
  /** A connection that breaks is taken up again this often, as long as each try brought bytes. */
  private static final int MOST_BREAKS = 5;

  private final HttpClient client;
  private final Duration answer;
  private final Duration silence;

  /**
   * @param answer limit for connection, redirects and headers together, and for the first byte
   * @param silence limit between two bytes after that
   * @param proxy which proxy leads to an address
   */
  HttpDownload(Duration answer, Duration silence, ProxySelector proxy) {
    this.answer = answer;
    this.silence = silence;
    client =
        HttpClient.newBuilder()
            // HTTP/2 makes some servers hang.
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NORMAL)
            .connectTimeout(answer)
            .proxy(proxy)
            .sslContext(DeferredTls.context())
            .build();
  }

  /**
   * Fills the part file up to the model's size. What is there already is kept where the server can
   * go on from it, and when this fails.
   *
   * @throws DownloadException when the server does not give exactly as many bytes as the model has
   */
  void fill(Path part, URI uri, ModelFile model, Progress progress)
      throws DownloadException, InterruptedException {
    // Its name is known beforehand: bytes that follow what is there go to no link's target.
    if (Files.isSymbolicLink(part) || ModelCache.size(part) > model.size()) {
      ModelCache.delete(part);
    }
    int breaks = 0;
    while (ModelCache.size(part) < model.size()) {
      long before = ModelCache.size(part);
      try {
        once(part, uri, model, progress);
      } catch (IOException e) {
        long now = ModelCache.size(part);
        breaks++;
        if (now <= before || breaks > MOST_BREAKS) {
          throw new DownloadException(
              now > 0
                  ? Text.format("%s after %,d of %,d bytes", why(e), now, model.size())
                  : why(e),
              e);
        }
        progress.note(Text.format("%s: %s; going on from %,d bytes", host(uri), why(e), now));
      }
    }
  }

  /**
   * How many bytes a file has, by what the server says.
   *
   * @return -1 where the server has no such file (HTTP 404)
   * @throws DownloadException where it does not say, or does not answer
   */
  long size(URI uri) throws DownloadException, InterruptedException {
    try {
      // The first byte: answers to HEAD leave things out.
      HttpResponse<TimedBody> response = send(uri, "bytes=0-0");
      try {
        String range = response.headers().firstValue("Content-Range").orElse("");
        long length = response.headers().firstValueAsLong("Content-Length").orElse(-1);
        if (response.statusCode() == 404) {
          return -1;
        } else if (response.statusCode() == 206 && range.matches("bytes 0-\\d+/\\d{1,18}")) {
          return Long.parseLong(range.substring(range.indexOf('/') + 1));
        } else if (response.statusCode() == 200 && length > 0) {
          return length;
        }
        throw new DownloadException(
            response.statusCode() < 300
                ? "does not say how many bytes the file has"
                : "HTTP " + response.statusCode());
      } finally {
        response.body().close();
      }
    } catch (IOException e) {
      throw new DownloadException(why(e), e);
    }
  }

  private void once(Path part, URI uri, ModelFile model, Progress progress)
      throws IOException, DownloadException, InterruptedException {
    long have = ModelCache.size(part);
    HttpResponse<TimedBody> response = send(uri, have > 0 ? "bytes=" + have + "-" : "");
    try (TimedBody body = response.body()) {
      boolean goesOn = response.statusCode() == 206 && range(response, have, model.size());
      if (have > 0 && (response.statusCode() == 416 || response.statusCode() == 206) && !goesOn) {
        progress.note(
            Text.format("%s cannot go on from %,d bytes; starting over", host(uri), have));
        ModelCache.delete(part);
        return; // The caller asks again, now without a range.
      }
      if (!goesOn && response.statusCode() != 200) {
        throw new DownloadException("HTTP " + response.statusCode());
      }
      long from = goesOn ? have : 0;
      long offered = response.headers().firstValueAsLong("Content-Length").orElse(-1);
      if (offered >= 0 && from + offered != model.size()) {
        throw new DownloadException(
            Text.format("offers %,d bytes, expected %,d", from + offered, model.size()));
      }
      write(body, part, from, model, progress);
    }
  }

  private void write(TimedBody body, Path part, long from, ModelFile model, Progress progress)
      throws IOException, DownloadException, InterruptedException {
    long done = from;
    progress.bytes(model, done, model.size());
    List<ByteBuffer> buffers = body.next(answer);
    try (FileChannel out = open(part, from > 0)) {
      while (!buffers.isEmpty()) {
        for (ByteBuffer buffer : buffers) {
          done += buffer.remaining();
          if (done > model.size()) {
            ModelCache.delete(part);
            throw new DownloadException(
                Text.format("sends more than the %,d bytes expected", model.size()));
          }
          write(out, buffer, part);
        }
        progress.bytes(model, done, model.size());
        buffers = body.next(silence);
      }
    }
    if (done < model.size()) {
      throw new IOException("connection ended");
    }
  }

  private static FileChannel open(Path part, boolean append) {
    try {
      return FileChannel.open(
          part,
          StandardOpenOption.CREATE,
          StandardOpenOption.WRITE,
          append ? StandardOpenOption.APPEND : StandardOpenOption.TRUNCATE_EXISTING,
          LinkOption.NOFOLLOW_LINKS);
    } catch (IOException e) {
      throw ModelCache.cannotWrite(part, e);
    }
  }

  private static void write(FileChannel out, ByteBuffer buffer, Path part) {
    try {
      while (buffer.hasRemaining()) {
        out.write(buffer);
      }
    } catch (IOException e) {
      throw ModelCache.cannotWrite(part, e);
    }
  }

  private HttpResponse<TimedBody> send(URI uri, String range)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri).timeout(answer).header("User-Agent", "claimbench");
    if (!range.isEmpty()) {
      request.header("Range", range);
    }
    CompletableFuture<HttpResponse<TimedBody>> sent =
        client.sendAsync(request.build(), info -> new TimedBody());
    try {
      // The request's own limit does not cover the look-up of the host's name.
      return sent.get(answer.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw new HttpTimeoutException("request timed out");
    } catch (ExecutionException e) {
      if (e.getCause() instanceof IOException io) {
        throw io;
      }
      throw new IOException(e.getCause());
    } finally {
      sent.cancel(true);
    }
  }

  /** {@code Content-Range: bytes 5-9/10}: from where we stopped to the end of the same file. */
  private static boolean range(HttpResponse<?> response, long have, long size) {
    String expected = Text.format("bytes %d-%d/", have, size - 1);
    String got = response.headers().firstValue("Content-Range").orElse("");
    return have > 0 && (got.equals(expected + size) || got.equals(expected + "*"));
  }

  private static String host(URI uri) {
    return uri.getHost() == null ? "the server" : uri.getHost();
  }

  private String why(IOException e) {
    if (e instanceof HttpTimeoutException) {
      return String.valueOf(e.getMessage()).startsWith("no data")
          ? e.getMessage()
          : Text.format("no answer in %d s", answer.toSeconds());
    }
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof UnresolvedAddressException) {
        return "host not found (no network?)";
      }
    }
    if (e instanceof ConnectException) {
      return "connection refused";
    }
    return e instanceof SSLException insecure
        ? SecureConnectionText.toText(insecure)
        : "connection lost";
  }
}
