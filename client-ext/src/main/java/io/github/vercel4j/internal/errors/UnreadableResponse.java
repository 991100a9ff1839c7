package io.github.vercel4j.internal.errors;

import io.github.vercel4j.VercelDecodingException;
import io.github.vercel4j.internal.call.Endpoint;
import io.github.vercel4j.internal.call.Redactor;
import okhttp3.Headers;

/** The exception for a successful response that cannot be used. */
public final class UnreadableResponse {
  private UnreadableResponse() {}

  /** All of it but for the number of attempts; the secrets in it are masked. */
  public static VercelDecodingException.Builder at(
      String path,
      String problem,
      Endpoint endpoint,
      int status,
      Headers headers,
      Redactor redactor) {
    return VercelDecodingException.builder(endpoint.toString())
        .operation(endpoint.operation())
        .status(status)
        .requestId(redactor.redactNameOrNull(headers.get("x-vercel-id")))
        .path(redactor.redactName(path))
        .problem(redactor.redactName(problem));
  }
}
