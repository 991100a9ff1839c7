package io.github.vercel4j;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;

/**
 * Where one of some marks turns up while this is open: in what is printed or logged at any level,
 * and in the message of any exception that is made, be it caught or not.
 */
final class Leaks implements AutoCloseable {
  /** System.Logger ends here too, as long as no other backend is on the class path. */
  private static final Logger ROOT = Logger.getLogger("");

  private final List<String> marks;
  private final List<String> printed = new CopyOnWriteArrayList<>();
  private final PrintStream out = System.out;
  private final PrintStream err = System.err;
  private final Level level = ROOT.getLevel();
  private final Recording exceptions = new Recording();
  private final Handler log =
      new Handler() {
        @Override
        public void publish(LogRecord record) {
          // The test server and the JDK's HTTP client, which mocks and tests use, log the requests
          // that pass through them, as no part of the client would
          String logger = String.valueOf(record.getLoggerName());
          if (!logger.startsWith("mockwebserver3")
              && !logger.startsWith("jdk.internal.httpclient")) {
            look("Logged", new SimpleFormatter().format(record));
          }
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
      };

  Leaks(List<String> marks) {
    this.marks = marks;
    System.setOut(watched(out));
    System.setErr(watched(err));
    log.setLevel(Level.ALL);
    ROOT.addHandler(log);
    ROOT.setLevel(Level.ALL);
    for (String event : List.of("jdk.JavaExceptionThrow", "jdk.JavaErrorThrow")) {
      exceptions.enable(event).withStackTrace().with("throttle", "off");
    }
    exceptions.start();
  }

  /** What was printed and logged with a mark since the last call. */
  synchronized List<String> printed() {
    List<String> leaks = List.copyOf(printed);
    printed.removeAll(leaks);
    return leaks;
  }

  /** The exceptions with a mark in their message. */
  List<String> thrown() {
    try {
      Path file = Files.createTempFile("exceptions", ".jfr");
      try {
        exceptions.dump(file);
        List<String> leaks = new ArrayList<>();
        try (RecordingFile events = new RecordingFile(file)) {
          while (events.hasMoreEvents()) {
            RecordedEvent event = events.readEvent();
            String message = event.getString("message");
            if (message != null && hasMark(message)) {
              leaks.add("Thrown: " + event);
            }
          }
        }
        return leaks;
      } finally {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void look(String where, String text) {
    if (hasMark(text)) {
      printed.add(where + ": " + text);
    }
  }

  private boolean hasMark(String text) {
    return marks.stream().anyMatch(text::contains);
  }

  private PrintStream watched(PrintStream original) {
    OutputStream lines =
        new OutputStream() {
          private final ByteArrayOutputStream line = new ByteArrayOutputStream();

          @Override
          public synchronized void write(int b) {
            original.write(b);
            line.write(b);
            if (b == '\n') {
              look("Printed", line.toString(StandardCharsets.UTF_8));
              line.reset();
            }
          }

          @Override
          public void flush() {
            original.flush();
          }
        };
    return new PrintStream(lines, true, StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    exceptions.close();
    ROOT.removeHandler(log);
    ROOT.setLevel(level);
    System.setOut(out);
    System.setErr(err);
  }
}
