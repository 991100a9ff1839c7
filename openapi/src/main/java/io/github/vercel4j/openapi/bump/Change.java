package io.github.vercel4j.openapi.bump;

import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * One difference between two patched documents.
 *
 * @param text what changed and where, in Markdown
 * @param impact what it does to Java code that uses the client, or null when it does nothing
 */
record Change(Kind kind, String text, @Nullable Impact impact) implements Comparable<Change> {
  private static final Comparator<Change> ORDER =
      Comparator.comparing(Change::kind)
          .thenComparing(change -> change.text.replace("`", ""))
          .thenComparing(Change::text);

  /** By kind, then as the text reads. */
  @Override
  public int compareTo(Change other) {
    return ORDER.compare(this, other);
  }

  /** The sections of a review, in their order. */
  enum Kind {
    OPERATION_ADDED("Operations added"),
    OPERATION_REMOVED("Operations removed"),
    OPERATION_MOVED("Operations at another version or path"),
    OPERATION_DEPRECATED("Operations deprecated"),
    PARAMETER("Parameters"),
    BODY("Requests and responses"),
    STATUS("Statuses"),
    PROPERTY_ADDED("Properties added"),
    PROPERTY_REMOVED("Properties removed"),
    PROPERTY_TYPE("Properties of another type"),
    PROPERTY_REQUIRED("Properties required or not"),
    PROPERTY_NULLABLE("Properties null or not"),
    PROPERTY_FACT("Other facts about properties"),
    ENUM_ADDED("Enum values added"),
    ENUM_DROPPED("Enum values dropped"),
    UNION("Unions that decide differently"),
    NUMBER("Numbers that mean something else"),
    NAME_ADDED("Names added"),
    NAME_GONE("Names gone"),
    PERMISSION("Permissions affected"),
    OVERLAY("Overlay actions without effect, fixed or removed");

    final String title;

    Kind(String title) {
      this.title = title;
    }
  }

  /** What a change does to code that uses the client. */
  enum Impact {
    COMPILE("Code that uses it does not compile any more"),
    BEHAVIOR("Code compiles, and may meet something else");

    final String title;

    Impact(String title) {
      this.title = title;
    }
  }
}
