package io.github.vercel4j.internal.http;

/** The version of this client, as the build knows it. */
final class Version {
  static final String OF_CLIENT = "${project.version}";

  private Version() {}
}
