package no.samklang.person;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import javax.imageio.ImageIO;
import no.samklang.bus.Failure;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is made of pictures that people send, and what is refused (PERSON-7). */
class ProfilePictureEncoderTest {
  private static BufferedImage decoded(byte[] jpeg) throws IOException {
    return ImageIO.read(new ByteArrayInputStream(jpeg));
  }

  private static void refuses(String code, String contentType, byte[] file) {
    assertThatThrownBy(() -> ProfilePictureEncoder.encode(contentType, file))
        .isInstanceOfSatisfying(
            Failure.Invalid.class, refused -> assertThat(refused.code()).isEqualTo(code));
  }

  private static boolean isNear(Color wanted, int rgb) {
    Color is = new Color(rgb);
    return Math.abs(is.getRed() - wanted.getRed()) < 40
        && Math.abs(is.getGreen() - wanted.getGreen()) < 40
        && Math.abs(is.getBlue() - wanted.getBlue()) < 40;
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
  void aPictureIsMadeSmallAndAJpeg(
      String type, String format, int width, int height, int newWidth, int newHeight)
      throws IOException {
    byte[] made = ProfilePictureEncoder.encode(type, Pictures.halves(format, width, height));
    BufferedImage picture = decoded(made);
    assertThat(picture.getWidth()).isEqualTo(newWidth);
    assertThat(picture.getHeight()).isEqualTo(newHeight);
    assertThat(made).startsWith(0xFF, 0xD8);
  }

  @Test
  void anAnimationGivesItsFirstPicture() throws IOException {
    byte[] animated = Pictures.animation(Color.GREEN, Color.RED, Color.BLUE);
    BufferedImage picture = decoded(ProfilePictureEncoder.encode("image/gif", animated));
    assertThat(isNear(Color.GREEN, picture.getRGB(20, 20))).isTrue();
  }

  @Test
  void whatOneCanSeeThroughIsWhite() throws IOException {
    byte[] clear = Pictures.encoded("png", new BufferedImage(50, 50, BufferedImage.TYPE_INT_ARGB));
    assertThat(
            isNear(
                Color.WHITE,
                decoded(ProfilePictureEncoder.encode("image/png", clear)).getRGB(25, 25)))
        .isTrue();
  }

  /** The picture is red to the left and blue to the right; the camera says how it was held. */
  @ParameterizedTest
  @CsvSource({
    "1, 20, 50, 180, 50", "3, 180, 50, 20, 50", "6, 50, 20, 50, 180", "8, 50, 180, 50, 20",
    "2, 180, 50, 20, 50", "5, 50, 20, 50, 180", "7, 50, 180, 50, 20", "4, 20, 50, 180, 50"
  })
  void theRightSideIsUpAndTheRestOfTheFileGone(
      int orientation, int redX, int redY, int blueX, int blueY) throws IOException {
    byte[] held = Pictures.heldSo(Pictures.halves("jpg", 200, 100), orientation);
    assertThat(new String(held, StandardCharsets.ISO_8859_1)).contains("Exif", "59.9139 N");
    byte[] made = ProfilePictureEncoder.encode("image/jpeg", held);
    BufferedImage picture = decoded(made);
    assertThat(isNear(Color.RED, picture.getRGB(redX, redY))).isTrue();
    assertThat(isNear(Color.BLUE, picture.getRGB(blueX, blueY))).isTrue();
    assertThat(new String(made, StandardCharsets.ISO_8859_1)).doesNotContain("Exif", "59.9139");
  }

  @Test
  void brokenMarksOfTheCameraDoNoHarm() throws IOException {
    byte[] broken =
        Pictures.withMarks(Pictures.halves("jpg", 200, 100), "Exif\0\0MM\0*\0\0\0\b\177\177");
    assertThat(decoded(ProfilePictureEncoder.encode("image/jpeg", broken)).getWidth())
        .isEqualTo(200);
  }

  @Test
  void aPictureOfNoiseFitsToo() {
    BufferedImage noise = new BufferedImage(512, 512, BufferedImage.TYPE_INT_RGB);
    Random random = new Random(1);
    for (int i = 0; i < 512 * 512; i++) {
      noise.setRGB(i % 512, i / 512, random.nextInt());
    }
    assertThat(ProfilePictureEncoder.encode("image/png", Pictures.encoded("png", noise)).length)
        .isLessThanOrEqualTo(256 * 1024);
  }

  @Test
  void aBombIsRefusedBeforeItGoesOff() {
    refuses("picture.tooManyPixels", "image/png", Pictures.pngThatSays(30_000, 30_000));
    refuses("picture.tooManyPixels", "image/png", Pictures.pngThatSays(40_000_000, 1));
    refuses(
        "picture.tooManyPixels",
        "image/png",
        Pictures.pngThatSays(Integer.MAX_VALUE, Integer.MAX_VALUE));
    refuses("picture.tooManyPixels", "image/gif", Pictures.gifThatSays(65_000, 65_000));
    refuses("picture.tooManyPixels", "image/jpeg", Pictures.jpegThatSays(30_000, 30_000, 0xC0));
  }

  @Test
  void whatIsHeldWholeByTheDecoderIsToBeSmaller() {
    refuses("picture.tooManyPixels", "image/jpeg", Pictures.jpegThatSays(5_000, 5_000, 0xC2));
  }

  @Test
  void aPngOfManyPixelsTakesLittleMemory() {
    // 36 megapixels: 144 MB if it were decoded whole
    byte[] large = Pictures.largePng(6_000, 6_000);
    assertThat(large.length).isLessThan(2 * 1024 * 1024);
    assertThat(ProfilePictureEncoder.encode("image/png", large)).isNotEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"image/jpeg", "image/png", "image/gif"})
  void whatIsntThatIsRefused(String type) {
    byte[] executable =
        ("MZ\u0090\0\u0003\0\0\0" + "\0".repeat(500)).getBytes(StandardCharsets.ISO_8859_1);
    refuses("picture.invalid", type, executable);
    refuses("picture.invalid", type, new byte[0]);
    refuses("picture.invalid", type, "<svg onload='alert(1)'/>".getBytes(StandardCharsets.UTF_8));
    refuses("picture.invalid", type, "\u007fELF\u0002".getBytes(StandardCharsets.ISO_8859_1));
  }

  @Test
  void aPictureOfAnotherTypeThanItSaysIsRefused() {
    refuses("picture.invalid", "image/jpeg", Pictures.halves("png", 20, 20));
    refuses("picture.invalid", "image/png", Pictures.halves("gif", 20, 20));
    refuses("picture.invalid", "image/gif", Pictures.halves("jpg", 20, 20));
    refuses("picture.invalid", "image/bmp", Pictures.halves("bmp", 20, 20));
    refuses("picture.invalid", "image/svg+xml", Pictures.halves("png", 20, 20));
    refuses("picture.invalid", "", Pictures.halves("png", 20, 20));
  }

  @ParameterizedTest
  @CsvSource({"image/png, png", "image/gif, gif"})
  void aPictureThatEndsTooSoonIsRefused(String type, String format) {
    byte[] whole = Pictures.halves(format, 200, 200);
    refuses("picture.invalid", type, java.util.Arrays.copyOf(whole, whole.length / 2));
    refuses("picture.invalid", type, java.util.Arrays.copyOf(whole, 30));
  }
}
