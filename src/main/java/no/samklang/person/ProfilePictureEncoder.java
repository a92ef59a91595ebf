package no.samklang.person;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.stream.MemoryCacheImageInputStream;
import net.coobird.thumbnailator.Thumbnails;
import no.samklang.bus.Failure;

/**
 * A small picture made anew of one that was sent (PERSON-7): the right way up, without anything
 * that was hidden in the file, and never larger in memory on the way than it has to be.
 */
final class ProfilePictureEncoder {
  static final int MAX_SIDE = 512;
  private static final int MAX_BYTES = 256 * 1024;
  private static final int MAX_SOURCE_SIDE = 20_000;
  private static final long MAX_PIXELS = 40_000_000;
  // the decoder holds these whole, outside of the heap
  private static final long MAX_PIXELS_PROGRESSIVE = 12_000_000;
  private static final double[] QUALITIES = {0.85, 0.7, 0.5, 0.3};
  private static final Map<String, String> FORMATS =
      Map.of("image/jpeg", "JPEG", "image/png", "png", "image/gif", "gif");

  static {
    ImageIO.setUseCache(false); // no files of what people send
  }

  private ProfilePictureEncoder() {}

  /**
   * Makes it; blocks. Fails with {@link Failure.Invalid} {@code picture.invalid} for what isn't a
   * picture of the type it says, and {@code picture.tooManyPixels}. Of an animation it takes the
   * first picture.
   *
   * @return a JPEG of at most 512 pixels each way and 256 KiB
   */
  static byte[] encode(String contentType, byte[] file) {
    ImageReader reader = reader(contentType);
    try (MemoryCacheImageInputStream input =
        new MemoryCacheImageInputStream(new ByteArrayInputStream(file))) {
      return encode(reader, input, file);
    } catch (Failure refused) {
      throw refused;
    } catch (IOException | RuntimeException broken) {
      throw invalid(); // decoders fail in many ways at what isn't whole
    } finally {
      reader.dispose();
    }
  }

  private static ImageReader reader(String contentType) {
    String type = contentType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
    if (!FORMATS.containsKey(type)) {
      throw invalid();
    }
    return ImageIO.getImageReadersByFormatName(FORMATS.get(type)).next();
  }

  private static byte[] encode(ImageReader reader, MemoryCacheImageInputStream input, byte[] file)
      throws IOException {
    if (!reader.getOriginatingProvider().canDecodeInput(input)) {
      throw invalid();
    }
    boolean jpeg = reader.getFormatName().equals("JPEG");
    reader.setInput(input, false, true);
    JpegMetadata marks = jpeg ? JpegMetadata.of(file) : JpegMetadata.NONE;
    requireSize(reader, marks.progressive() ? MAX_PIXELS_PROGRESSIVE : MAX_PIXELS);
    return small(marks.upright(onWhite(sparingly(reader))));
  }

  /** Asks the head of the file, before anything is decoded. */
  private static void requireSize(ImageReader reader, long mostPixels) throws IOException {
    int width = reader.getWidth(0);
    int height = reader.getHeight(0);
    if (Math.max(width, height) > MAX_SOURCE_SIDE || (long) width * height > mostPixels) {
      throw new Failure.Invalid("picture.tooManyPixels", "file", "picture.tooManyPixels");
    }
  }

  /** Keeps no more of the pixels than twice what is needed each way. */
  private static BufferedImage sparingly(ImageReader reader) throws IOException {
    int longest = Math.max(reader.getWidth(0), reader.getHeight(0));
    int step = (longest - 1) / (2 * MAX_SIDE) + 1;
    ImageReadParam sparing = reader.getDefaultReadParam();
    sparing.setSourceSubsampling(step, step, 0, 0);
    return reader.read(0, sparing);
  }

  /** In plain colours, with white where one could see through. */
  private static BufferedImage onWhite(BufferedImage picture) {
    BufferedImage plain =
        new BufferedImage(picture.getWidth(), picture.getHeight(), BufferedImage.TYPE_INT_RGB);
    Graphics2D brush = plain.createGraphics();
    brush.drawImage(picture, 0, 0, Color.WHITE, null);
    brush.dispose();
    return plain;
  }

  private static byte[] small(BufferedImage picture) throws IOException {
    byte[] jpeg = {};
    for (double quality : QUALITIES) {
      jpeg = encoded(picture, quality);
      if (jpeg.length <= MAX_BYTES) {
        return jpeg;
      }
    }
    throw invalid();
  }

  private static byte[] encoded(BufferedImage picture, double quality) throws IOException {
    int longest = Math.max(picture.getWidth(), picture.getHeight());
    ByteArrayOutputStream jpeg = new ByteArrayOutputStream();
    Thumbnails.of(picture)
        .scale(Math.min(1, (double) MAX_SIDE / longest))
        .outputFormat("jpg")
        .outputQuality(quality)
        .toOutputStream(jpeg);
    return jpeg.toByteArray();
  }

  private static Failure.Invalid invalid() {
    return new Failure.Invalid("picture.invalid", "file", "picture.invalid");
  }
}
