package io.github.vercel4j.internal.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LibrariesTest {
  @Test
  void explanationNamesJarsAndWhatIsNeeded() {
    NoSuchMethodError error = new NoSuchMethodError("Call.addEventListener");

    assertThat(Libraries.explained(error))
        .hasCause(error)
        .hasMessageMatching(
            "The class path has libraries that vercel4j cannot use"
                + "; OkHttp is in okhttp-jvm-5[\\d.]+jar, needed is com.squareup.okhttp3:okhttp-jvm 5"
                + "; Okio is in okio-jvm-3[\\d.]+jar, needed is com.squareup.okio:okio-jvm 3"
                + "; Retrofit is in retrofit-3[\\d.]+jar, needed is com.squareup.retrofit2:retrofit 3"
                + " \\(java.lang.NoSuchMethodError: Call.addEventListener\\)");
  }
}
