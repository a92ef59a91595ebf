package no.samklang.picture;

import static java.awt.image.BufferedImage.TYPE_INT_RGB;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import javax.imageio.ImageIO;
import no.samklang.error.Failure;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Encoding and rejection of uploaded pictures (PERSON-7). */
class JpegEncoderTest {
  private static BufferedImage decoded(byte[] jpeg) throws IOException {
    return ImageIO.read(new ByteArrayInputStream(jpeg));
  }

  private static void expectRejected(String code, String contentType, byte[] file) {
    assertThatThrownBy(() -> JpegEncoder.encode(contentType, file))
        .isInstanceOfSatisfying(
            Failure.Invalid.class, refused -> assertThat(refused.code()).isEqualTo(code));
  }

  private static boolean isNear(Color expected, int rgb) {
    Color is = new Color(rgb);
    return Math.abs(is.getRed() - expected.getRed()) < 40
        && Math.abs(is.getGreen() - expected.getGreen()) < 40
        && Math.abs(is.getBlue() - expected.getBlue()) < 40;
  }

  @ParameterizedTest
  @CsvSource({
    "image/jpeg, jpg, 3000, 1500, 512, 256",
    "image/png, png, 1500, 3000, 256, 512",
    "image/gif, gif, 700, 700, 512, 512",
    "image/png, png, 40, 30, 40, 30",
    "image/png, png, 1, 1, 1, 1",
    "IMAGE/PNG;a=b, png, 2000, 1, 512, 1"
  })
  void picturesAreScaledAndEncodedAsJpeg(
      String type, String format, int width, int height, int newWidth, int newHeight)
      throws IOException {
    byte[] made = JpegEncoder.encode(type, TestPictures.halves(format, width, height));
    BufferedImage picture = decoded(made);
    assertThat(picture.getWidth()).isEqualTo(newWidth);
    assertThat(picture.getHeight()).isEqualTo(newHeight);
    assertThat(made).startsWith(0xFF, 0xD8);
  }

  @Test
  void firstFrameOfAnimationIsUsed() throws IOException {
    byte[] animated = TestPictures.animation(Color.GREEN, Color.RED, Color.BLUE);
    BufferedImage picture = decoded(JpegEncoder.encode("image/gif", animated));
    assertThat(isNear(Color.GREEN, picture.getRGB(20, 20))).isTrue();
  }

  @Test
  void transparencyBecomesWhite() throws IOException {
    byte[] clear =
        TestPictures.encoded("png", new BufferedImage(50, 50, BufferedImage.TYPE_INT_ARGB));
    assertThat(isNear(Color.WHITE, decoded(JpegEncoder.encode("image/png", clear)).getRGB(25, 25)))
        .isTrue();
  }

  /** The picture is red on the left and blue on the right; EXIF has the orientation. */
  @ParameterizedTest
  @CsvSource({
    "1, 20, 50, 180, 50", "3, 180, 50, 20, 50", "6, 50, 20, 50, 180", "8, 50, 180, 50, 20",
    "2, 180, 50, 20, 50", "5, 50, 20, 50, 180", "7, 50, 180, 50, 20", "4, 20, 50, 180, 50"
  })
  void orientationIsAppliedAndMetadataRemoved(
      int orientation, int redX, int redY, int blueX, int blueY) throws IOException {
    byte[] held = TestPictures.heldSo(TestPictures.halves("jpg", 200, 100), orientation);
    assertThat(new String(held, StandardCharsets.ISO_8859_1)).contains("Exif", "59.9139 N");
    byte[] made = JpegEncoder.encode("image/jpeg", held);
    BufferedImage picture = decoded(made);
    assertThat(isNear(Color.RED, picture.getRGB(redX, redY))).isTrue();
    assertThat(isNear(Color.BLUE, picture.getRGB(blueX, blueY))).isTrue();
    assertThat(new String(made, StandardCharsets.ISO_8859_1)).doesNotContain("Exif", "59.9139");
  }

  @Test
  void corruptExifIsIgnored() throws IOException {
    byte[] broken =
        TestPictures.withMarks(
            TestPictures.halves("jpg", 200, 100), "Exif\0\0MM\0*\0\0\0\b\177\177");
    assertThat(decoded(JpegEncoder.encode("image/jpeg", broken)).getWidth()).isEqualTo(200);
  }

  @Test
  void noiseFitsSizeLimit() {
    BufferedImage noise = new BufferedImage(512, 512, BufferedImage.TYPE_INT_RGB);
    Random random = new Random(1);
    for (int i = 0; i < 512 * 512; i++) {
      noise.setRGB(i % 512, i / 512, random.nextInt());
    }
    assertThat(JpegEncoder.encode("image/png", TestPictures.encoded("png", noise)).length)
        .isLessThanOrEqualTo(256 * 1024);
  }

  @Test
  void decompressionBombIsRejectedBeforeDecoding() {
    expectRejected("picture.tooManyPixels", "image/png", TestPictures.pngThatSays(30_000, 30_000));
    expectRejected("picture.tooManyPixels", "image/png", TestPictures.pngThatSays(40_000_000, 1));
    expectRejected(
        "picture.tooManyPixels",
        "image/png",
        TestPictures.pngThatSays(Integer.MAX_VALUE, Integer.MAX_VALUE));
    expectRejected("picture.tooManyPixels", "image/gif", TestPictures.gifThatSays(65_000, 65_000));
    expectRejected(
        "picture.tooManyPixels", "image/jpeg", TestPictures.jpegThatSays(30_000, 30_000, 0xC0));
  }

  @Test
  void progressiveJpegHasLowerPixelLimit() {
    expectRejected(
        "picture.tooManyPixels", "image/jpeg", TestPictures.jpegThatSays(5_000, 5_000, 0xC2));
  }

  /** Each would be decoded, and the whole picture made anew. */
  @Test
  void jpegOfThousandsOfScansIsRejectedBeforeDecoding() {
    byte[] many = TestPictures.jpegOfScans(TestPictures.noise(16, 16), 2_414);
    expectRejected("picture.invalid", "image/jpeg", many);
    byte[] some = TestPictures.jpegOfScans(TestPictures.noise(16, 16), 50);
    assertThat(JpegEncoder.encode("image/jpeg", some)).isNotEmpty();
  }

  @ParameterizedTest
  @CsvSource({"image/jpeg, jpg", "image/png, png", "image/gif, gif"})
  void decodingEndsAtADeadline(String type, String format) {
    expectRejectedAtOnce(type, TestPictures.halves(format, 400, 400));
  }

  @Test
  void decodingOfScansEndsAtADeadline() {
    byte[] large = TestPictures.jpegOfScans(new BufferedImage(3_000, 3_000, TYPE_INT_RGB), 80);
    expectRejectedAtOnce("image/jpeg", large);
  }

  private static void expectRejectedAtOnce(String contentType, byte[] file) {
    assertThatThrownBy(() -> JpegEncoder.encode(contentType, file, Duration.ZERO))
        .isInstanceOfSatisfying(
            Failure.Invalid.class,
            refused -> assertThat(refused.code()).isEqualTo("picture.tooManyPixels"));
  }

  /** The decoder warns of it, but nothing is missing. */
  @Test
  void warningsThatAreNotOfDamageAreIgnored() throws IOException {
    byte[] made = JpegEncoder.encode("image/jpeg", TestPictures.jpegOfVersion(2));
    assertThat(decoded(made).getWidth()).isEqualTo(40);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.3, 0.5, 0.9})
  void cutJpegIsRejected(double part) {
    for (boolean progressive : new boolean[] {false, true}) {
      byte[] whole = TestPictures.jpeg(TestPictures.noise(200, 200), progressive);
      byte[] cut = Arrays.copyOf(whole, (int) (whole.length * part));
      expectRejected("picture.invalid", "image/jpeg", cut);
    }
  }

  @Test
  void largePngIsDecodedInLittleMemory() {
    // 36 megapixels: 144 MB if it were decoded whole
    byte[] large = TestPictures.largePng(6_000, 6_000);
    assertThat(large.length).isLessThan(2 * 1024 * 1024);
    assertThat(JpegEncoder.encode("image/png", large)).isNotEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"image/jpeg", "image/png", "image/gif"})
  void garbageIsRejected(String type) {
    byte[] executable =
        ("MZ\u0090\0\u0003\0\0\0" + "\0".repeat(500)).getBytes(StandardCharsets.ISO_8859_1);
    expectRejected("picture.invalid", type, executable);
    expectRejected("picture.invalid", type, new byte[0]);
    expectRejected(
        "picture.invalid", type, "<svg onload='alert(1)'/>".getBytes(StandardCharsets.UTF_8));
    expectRejected(
        "picture.invalid", type, "\u007fELF\u0002".getBytes(StandardCharsets.ISO_8859_1));
  }

  @Test
  void contentTypeMismatchIsRejected() {
    expectRejected("picture.invalid", "image/jpeg", TestPictures.halves("png", 20, 20));
    expectRejected("picture.invalid", "image/png", TestPictures.halves("gif", 20, 20));
    expectRejected("picture.invalid", "image/gif", TestPictures.halves("jpg", 20, 20));
    expectRejected("picture.invalid", "image/bmp", TestPictures.halves("bmp", 20, 20));
    expectRejected("picture.invalid", "image/svg+xml", TestPictures.halves("png", 20, 20));
    expectRejected("picture.invalid", "", TestPictures.halves("png", 20, 20));
  }

  @ParameterizedTest
  @CsvSource({"image/png, png", "image/gif, gif"})
  void truncatedPictureIsRejected(String type, String format) {
    byte[] whole = TestPictures.halves(format, 200, 200);
    expectRejected("picture.invalid", type, Arrays.copyOf(whole, whole.length / 2));
    expectRejected("picture.invalid", type, Arrays.copyOf(whole, 30));
  }
}
