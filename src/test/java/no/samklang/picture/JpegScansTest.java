package no.samklang.picture;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import org.junit.jupiter.api.Test;

/** The decoder reads as many scans as are counted. */
class JpegScansTest {
  private static final BufferedImage PICTURE = TestPictures.noise(32, 32);

  @Test
  void countsScans() {
    assertThat(JpegScans.count(TestPictures.jpeg(PICTURE, false))).isEqualTo(1);
    int usual = JpegScans.count(TestPictures.jpeg(PICTURE, true));
    assertThat(usual).isBetween(5, 20);
    assertThat(JpegScans.count(TestPictures.jpegOfScans(PICTURE, 300))).isEqualTo(usual + 300);
  }

  @Test
  void doesNotCountInMetadataOrAfterTheEnd() {
    byte[] jpeg = TestPictures.jpeg(PICTURE, false);
    byte[] marked = TestPictures.withMarks(jpeg, "Exif\0\0" + "\u00FF\u00DA\0\2".repeat(500));
    assertThat(JpegScans.count(marked)).isEqualTo(1);
    byte[] two = new byte[2 * jpeg.length];
    System.arraycopy(jpeg, 0, two, 0, jpeg.length);
    System.arraycopy(jpeg, 0, two, jpeg.length, jpeg.length);
    assertThat(JpegScans.count(two)).isEqualTo(1);
  }

  @Test
  void endsWithTheFile() {
    byte[] jpeg = TestPictures.jpegOfScans(PICTURE, 20);
    for (int length = 0; length < jpeg.length; length++) {
      assertThat(JpegScans.count(java.util.Arrays.copyOf(jpeg, length))).isBetween(0, 40);
    }
  }
}
