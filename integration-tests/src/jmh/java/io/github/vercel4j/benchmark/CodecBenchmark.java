package io.github.vercel4j.benchmark;

import java.io.IOException;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Decodes a document, or encodes what the same library has decoded from it. */
@State(Scope.Thread)
public class CodecBenchmark {
  @Param public Input input;
  @Param public Library library;

  private Library.Codec codec;
  private byte[] json;
  private Object value;

  @Setup
  public void decodeOnce() throws IOException {
    codec = library.codecOf(input);
    json = input.json();
    value = codec.decode(json);
  }

  @Benchmark
  public Object decode(ThreadTime time) throws IOException {
    time.calls++;
    return codec.decode(json);
  }

  @Benchmark
  public byte[] encode(ThreadTime time) throws IOException {
    time.calls++;
    return codec.encode(value);
  }
}
