package io.github.vercel4j.webhooks;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import java.util.zip.ZipException;
import okio.Buffer;
import okio.Source;
import okio.Timeout;

/**
 * What gzip (RFC 1952) unpacks to, member after member. What follows the last one is left out.
 *
 * <p>The JDK's own stream calls itself for each further member, so that many empty ones overflow
 * the stack.
 */
final class Gunzip implements Source {
  private static final int MAGIC = 0x1f8b;
  private static final int DEFLATE = 8;

  // Flags of the header
  private static final int HEADER_CHECKSUM = 2;
  private static final int EXTRA = 4;
  private static final int NAME = 8;
  private static final int COMMENT = 16;

  private final Buffer packed;
  private final Inflater inflater = new Inflater(true);
  private final CRC32 checksum = new CRC32();

  // Outside of the heap: while zlib reads or writes an array, Java 17 cannot collect garbage, and
  // where many threads unpack at once it gives up and says that memory ran out
  private final ByteBuffer in = ByteBuffer.allocateDirect(SignedBody.PART).limit(0);
  private final ByteBuffer out = ByteBuffer.allocateDirect(SignedBody.PART);

  private boolean withinMember;

  /** Takes the bytes off the buffer, which begin with a member. */
  Gunzip(Buffer packed) throws IOException {
    this.packed = packed;
    beginMember();
  }

  @Override
  public long read(Buffer sink, long byteCount) throws IOException {
    while (withinMember) {
      out.clear().limit((int) Math.min(byteCount, out.capacity()));
      inflate();
      if (out.position() > 0 || byteCount == 0) {
        checksum.update(out.flip());
        return sink.write(out.rewind());
      }
      if (inflater.finished()) {
        endMember();
      } else if (!fill()) {
        throw new EOFException("gzip ends within a member");
      } else {
        inflater.setInput(in);
      }
    }
    return -1;
  }

  private void inflate() throws IOException {
    try {
      inflater.inflate(out);
    } catch (DataFormatException e) {
      throw new ZipException("gzip holds what is not deflated");
    }
  }

  private void beginMember() throws IOException {
    skip(2); // the magic number
    if (readByte() != DEFLATE) {
      throw new ZipException("gzip holds what is not deflated");
    }
    int flags = readByte();
    skip(6); // time, extra flags, operating system
    if ((flags & EXTRA) != 0) {
      skip((int) readNumber(2));
    }
    if ((flags & NAME) != 0) {
      skipText();
    }
    if ((flags & COMMENT) != 0) {
      skipText();
    }
    if ((flags & HEADER_CHECKSUM) != 0) {
      skip(2);
    }
    inflater.reset();
    inflater.setInput(in);
    checksum.reset();
    withinMember = true;
  }

  private void endMember() throws IOException {
    if (readNumber(4) != checksum.getValue()
        || readNumber(4) != (inflater.getBytesWritten() & 0xffff_ffffL)) {
      throw new ZipException("gzip has another checksum or length");
    }
    withinMember = false;
    if (isMemberNext()) {
      beginMember();
    }
  }

  private boolean isMemberNext() throws IOException {
    if (in.remaining() < 2) {
      fill();
    }
    return in.remaining() >= 2 && (in.getShort(in.position()) & 0xffff) == MAGIC;
  }

  private void skip(int bytes) throws IOException {
    for (int i = 0; i < bytes; i++) {
      readByte();
    }
  }

  private void skipText() throws IOException {
    while (readByte() != 0) {
      // until its end
    }
  }

  /** Its least significant byte comes first. */
  private long readNumber(int bytes) throws IOException {
    long number = 0;
    for (int i = 0; i < bytes; i++) {
      number |= (long) readByte() << (8 * i);
    }
    return number;
  }

  private int readByte() throws IOException {
    if (!in.hasRemaining() && !fill()) {
      throw new EOFException("gzip ends within a header or trailer");
    }
    return in.get() & 0xff;
  }

  /** False where there is no more. */
  private boolean fill() throws IOException {
    in.compact();
    boolean isMore = false;
    while (packed.size() > 0 && in.hasRemaining()) {
      isMore |= packed.read(in) > 0;
    }
    in.flip();
    return isMore;
  }

  @Override
  public Timeout timeout() {
    return Timeout.NONE;
  }

  @Override
  public void close() {
    inflater.end();
  }
}
