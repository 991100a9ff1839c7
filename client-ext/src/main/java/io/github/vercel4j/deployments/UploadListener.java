package io.github.vercel4j.deployments;

import java.util.Collection;

/**
 * Is notified of the progress of uploads, on the threads that send them, several at a time.
 *
 * <p>What it throws ends the upload.
 */
@FunctionalInterface
public interface UploadListener {
  /**
   * A part of a file was sent.
   *
   * @param bytes how many of its bytes were sent so far; it starts anew where the file has to be
   *     retried
   */
  void sent(FileContent content, long bytes);

  /** A deployment lacks files, which are uploaded from now on. */
  default void missing(Collection<FileContent> contents) {}
}
