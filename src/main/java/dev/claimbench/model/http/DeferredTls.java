package dev.claimbench.model.http;

import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLContextSpi;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLServerSocketFactory;
import javax.net.ssl.SSLSessionContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;

/**
 * Java's own default of TLS, made when a connection needs it. An HTTP client makes it at once,
 * which loads 850 classes and reads all certificates of authorities, and most model servers are
 * reached over plain HTTP.
 */
public final class DeferredTls extends SSLContextSpi {
  /** What the JDK's HTTP client takes of the default as well. */
  private static final String[] PROTOCOLS = {"TLSv1.3", "TLSv1.2"};

  private DeferredTls() {}

  /** For {@link java.net.http.HttpClient.Builder#sslContext}. */
  public static SSLContext context() {
    return new SSLContext(new DeferredTls(), null, "TLS") {};
  }

  private static SSLContext standard() {
    try {
      return SSLContext.getDefault();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Java's default of TLS cannot be made", e);
    }
  }

  @Override
  protected SSLEngine engineCreateSSLEngine() {
    return standard().createSSLEngine();
  }

  @Override
  protected SSLEngine engineCreateSSLEngine(String host, int port) {
    return standard().createSSLEngine(host, port);
  }

  @Override
  protected SSLParameters engineGetDefaultSSLParameters() {
    return new SSLParameters(null, PROTOCOLS);
  }

  @Override
  protected SSLParameters engineGetSupportedSSLParameters() {
    return engineGetDefaultSSLParameters();
  }

  @Override
  protected SSLSocketFactory engineGetSocketFactory() {
    return standard().getSocketFactory();
  }

  @Override
  protected SSLServerSocketFactory engineGetServerSocketFactory() {
    return standard().getServerSocketFactory();
  }

  @Override
  protected SSLSessionContext engineGetServerSessionContext() {
    return standard().getServerSessionContext();
  }

  @Override
  protected SSLSessionContext engineGetClientSessionContext() {
    return standard().getClientSessionContext();
  }

  @Override
  protected void engineInit(KeyManager[] keys, TrustManager[] trust, SecureRandom random) {
    throw new UnsupportedOperationException("it is Java's default, and nothing else");
  }
}
