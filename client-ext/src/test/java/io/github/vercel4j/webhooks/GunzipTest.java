package io.github.vercel4j.webhooks;

import static io.github.vercel4j.webhooks.Signatures.bytes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipException;
import okio.Buffer;
import okio.BufferedSource;
import okio.Okio;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GunzipTest {
  private static final byte[] TEXT = bytes("what was packed");

  private static byte[] gunzip(byte[] packed) throws IOException {
    try (BufferedSource unpacked = Okio.buffer(new Gunzip(new Buffer().write(packed)))) {
      return unpacked.readByteArray();
    }
  }

  private static byte[] gzip(byte[] bytes) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (OutputStream stream = new GZIPOutputStream(packed)) {
      stream.write(bytes);
    }
    return packed.toByteArray();
  }

  private static byte[] join(byte[]... parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }

  /** With these flags, and what they announce between the header and the rest. */
  private static byte[] withFields(int flags, byte[] fields) throws IOException {
    byte[] packed = gzip(TEXT);
    byte[] header = Arrays.copyOf(packed, 10);
    header[3] = (byte) flags;
    return join(header, fields, Arrays.copyOfRange(packed, 10, packed.length));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 8_191, 8_192, 8_193, 100_000, 3_000_000})
  void packedBytesAreUnpacked(int length) throws IOException {
    byte[] random = new byte[length];
    new Random(7).nextBytes(random);

    assertThat(gunzip(gzip(random))).isEqualTo(random);
    assertThat(gunzip(gzip(new byte[length]))).isEqualTo(new byte[length]);
  }

  @Test
  void fieldsOfTheHeaderAreSkipped() throws IOException {
    byte[] extra = join(new byte[] {0x10, 0x27}, new byte[10_000]);
    byte[] name = bytes("a.json\0");
    byte[] comment = bytes("none\0");
    byte[] checksum = {1, 2};

    assertThat(gunzip(withFields(1, new byte[0]))).isEqualTo(TEXT);
    assertThat(gunzip(withFields(2, checksum))).isEqualTo(TEXT);
    assertThat(gunzip(withFields(4, extra))).isEqualTo(TEXT);
    assertThat(gunzip(withFields(8, name))).isEqualTo(TEXT);
    assertThat(gunzip(withFields(16, comment))).isEqualTo(TEXT);
    assertThat(gunzip(withFields(30, join(extra, name, comment, checksum)))).isEqualTo(TEXT);
  }

  /** Each length puts the end of the first member elsewhere in what is read at a time. */
  @Test
  void memberAtAnyOffsetIsUnpacked() throws IOException {
    byte[] random = new byte[8_200];
    new Random(7).nextBytes(random);
    for (int length = 8_120; length < random.length; length++) {
      byte[] first = Arrays.copyOf(random, length);
      byte[] packed = join(gzip(first), gzip(TEXT));

      assertThat(gunzip(packed)).isEqualTo(join(first, TEXT));
      assertThat(gunzip(join(packed, new byte[] {0x1f}))).isEqualTo(join(first, TEXT));
    }
  }

  @Test
  void anotherChecksumOrLengthIsRejected() throws IOException {
    for (int fromEnd : new int[] {1, 4, 5, 8}) {
      byte[] packed = gzip(TEXT);
      packed[packed.length - fromEnd] ^= 1;

      assertThatExceptionOfType(ZipException.class).isThrownBy(() -> gunzip(packed));
      assertThatExceptionOfType(ZipException.class)
          .isThrownBy(() -> gunzip(join(gzip(TEXT), packed)));
    }
  }

  @Test
  void bytesThatAreNotDeflatedAreRejected() throws IOException {
    byte[] otherMethod = gzip(TEXT);
    otherMethod[2] = 7;
    byte[] broken = gzip(TEXT);
    broken[10] = (byte) 0xff;

    assertThatExceptionOfType(ZipException.class).isThrownBy(() -> gunzip(otherMethod));
    assertThatExceptionOfType(ZipException.class).isThrownBy(() -> gunzip(broken));
  }

  @Test
  void truncatedMemberIsRejected() throws IOException {
    byte[] packed = withFields(30, bytes("\2\0xxname\0comment\0cc"));
    for (int length = 2; length < packed.length; length++) {
      byte[] cut = Arrays.copyOf(packed, length);

      assertThatExceptionOfType(EOFException.class).isThrownBy(() -> gunzip(cut));
      assertThatExceptionOfType(EOFException.class).isThrownBy(() -> gunzip(join(gzip(TEXT), cut)));
    }
  }

  @Test
  void headerWithoutEndIsRejected() throws IOException {
    byte[] packed = Arrays.copyOf(gzip(TEXT), 100_000);
    Arrays.fill(packed, 10, packed.length, (byte) 'x');
    packed[3] = 8;

    assertThatExceptionOfType(EOFException.class).isThrownBy(() -> gunzip(packed));
  }

  @Test
  void noMoreIsReadThanRequested() throws IOException {
    Gunzip unpacked = new Gunzip(new Buffer().write(gzip(TEXT)));
    Buffer some = new Buffer();

    assertThat(unpacked.read(some, 0)).isZero();
    assertThat(unpacked.read(some, 4)).isEqualTo(4);
    assertThat(some.readUtf8()).isEqualTo("what");
    unpacked.close();
  }
}
