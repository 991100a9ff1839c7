package io.github.vercel4j.quickstart;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** All that this process prints and logs while it is open, at every level. */
final class Console implements AutoCloseable {
  private static final Logger ROOT = Logger.getLogger("");

  private final PrintStream out = System.out;
  private final PrintStream err = System.err;
  private final Level level = ROOT.getLevel();
  private final ByteArrayOutputStream text = new ByteArrayOutputStream();
  private final PrintStream captured = new PrintStream(text, true, StandardCharsets.UTF_8);
  private final Handler handler =
      new Handler() {
        @Override
        public void publish(LogRecord record) {
          captured.println(record.getMessage() + Arrays.toString(record.getParameters()));
          if (record.getThrown() != null) {
            record.getThrown().printStackTrace(captured);
          }
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
      };

  Console() {
    System.setOut(captured);
    System.setErr(captured);
    ROOT.setLevel(Level.ALL);
    ROOT.addHandler(handler);
  }

  String text() {
    return text.toString(StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    ROOT.removeHandler(handler);
    ROOT.setLevel(level);
    System.setErr(err);
    System.setOut(out);
  }
}
