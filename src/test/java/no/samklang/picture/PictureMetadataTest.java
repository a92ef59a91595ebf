package no.samklang.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import javax.imageio.ImageIO;
import no.samklang.error.Failure;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a picture's file says besides its pixels, and damaged files (PERSON-7). */
class PictureMetadataTest {
  @ParameterizedTest
  @CsvSource({"1, 40, 20", "3, 40, 20", "6, 20, 40", "8, 20, 40"})
  void orientationOfAPngIsApplied(int orientation, int width, int height) throws IOException {
    byte[] png = TestPictures.halves("png", 40, 20);
    BufferedImage turned = decoded("image/png", TestPictures.pngHeldSo(png, orientation));
    assertThat(turned.getWidth()).isEqualTo(width);
    assertThat(turned.getHeight()).isEqualTo(height);
    boolean firstIsRed = orientation == 1 || orientation == 6;
    assertThat(new Color(turned.getRGB(2, 2)).getRed() > 128).isEqualTo(firstIsRed);
  }

  @Test
  void aPngThatSaysALongChunkTakesNoMemory() throws IOException {
    byte[] png =
        TestPictures.pngHeldSo(TestPictures.halves("png", 40, 20), 6, Integer.MAX_VALUE - 8);
    assertThat(PictureMetadata.ofOther(png).orientation()).isEqualTo(1);
  }

  @Test
  void orientationAfterJfifIsApplied() throws IOException {
    byte[] held = TestPictures.heldSo(TestPictures.halves("jpg", 200, 100), 6);
    int exif = 4 + ((held[4] & 0xFF) << 8) + (held[5] & 0xFF);
    byte[] jfifFirst = held.clone();
    System.arraycopy(held, exif, jfifFirst, 2, 18); // JFIF
    System.arraycopy(held, 2, jfifFirst, 20, exif - 2);
    assertThat(jfifFirst).startsWith(0xFF, 0xD8, 0xFF, 0xE0);
    assertThat(decoded("image/jpeg", jfifFirst).getHeight()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aCutJpegIsRejected(boolean progressive) {
    byte[] whole = TestPictures.jpeg(TestPictures.noise(300, 200), progressive);
    assertThat(JpegEncoder.encode("image/jpeg", whole)).isNotEmpty();
    for (int part : new int[] {4, 6, 7}) {
      byte[] cut = Arrays.copyOf(whole, whole.length * part / 8);
      expectRejected("picture.invalid", "image/jpeg", cut);
      byte[] ended = Arrays.copyOf(cut, cut.length + 2);
      ended[cut.length] = (byte) 0xFF;
      ended[cut.length + 1] = (byte) 0xD9;
      expectRejected("picture.invalid", "image/jpeg", ended);
    }
  }

  /** Some phones leave bytes between the segments; every browser shows such pictures. */
  @Test
  void bytesBetweenSegmentsAreIgnored() throws IOException {
    byte[] jpeg = TestPictures.halves("jpg", 40, 20);
    int second = 4 + ((jpeg[4] & 0xFF) << 8) + (jpeg[5] & 0xFF);
    String file = new String(jpeg, StandardCharsets.ISO_8859_1);
    String filled = file.substring(0, second) + "\0\0\0" + file.substring(second);
    assertThat(decoded("image/jpeg", filled.getBytes(StandardCharsets.ISO_8859_1)).getWidth())
        .isEqualTo(40);
  }

  /** As browsers show them: the stored values of inks are inverted. */
  @ParameterizedTest
  @CsvSource({
    "-1, 71, 255, 0, 255, 71, 255, 0",
    "-1, 255, 255, 255, 102, 102, 102, 102",
    "0, 255, 0, 0, 128, 128, 0, 0",
    "2, 100, 128, 128, 255, 155, 155, 155",
    "2, 76, 85, 255, 255, 1, 255, 255"
  })
  void inksWithoutAProfileAreNearWhatBrowsersShow(
      int transform, int c, int m, int y, int k, int red, int green, int blue) throws IOException {
    byte[] jpeg = TestPictures.inks(transform, c, m, y, k);
    Color is = new Color(decoded("image/jpeg", jpeg).getRGB(8, 8));
    assertThat(is.getRed()).isBetween(red - 6, red + 6);
    assertThat(is.getGreen()).isBetween(green - 6, green + 6);
    assertThat(is.getBlue()).isBetween(blue - 6, blue + 6);
  }

  @ParameterizedTest
  @CsvSource({
    "....ftypheic....mif1, picture.heic",
    "....ftypmif1....heic, picture.heic",
    "....ftypavif........, picture.avif",
    "RIFF....WEBPVP8 ...., picture.webp",
    "....ftypmp42........, picture.invalid",
    "RIFF....WAVEfmt ...., picture.invalid"
  })
  void formatsOfPhonesAreNamed(String head, String code) {
    byte[] file = head.getBytes(StandardCharsets.US_ASCII);
    for (String type : new String[] {"image/jpeg", "image/png", "image/gif"}) {
      expectRejected(code, type, file);
    }
  }

  private static BufferedImage decoded(String type, byte[] file) throws IOException {
    return ImageIO.read(new ByteArrayInputStream(JpegEncoder.encode(type, file)));
  }

  private static void expectRejected(String code, String contentType, byte[] file) {
    assertThatThrownBy(() -> JpegEncoder.encode(contentType, file))
        .isInstanceOfSatisfying(
            Failure.Invalid.class, refused -> assertThat(refused.code()).isEqualTo(code));
  }
}
