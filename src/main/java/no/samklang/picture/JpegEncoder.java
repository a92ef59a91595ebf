package no.samklang.picture;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.stream.MemoryCacheImageInputStream;
import net.coobird.thumbnailator.Thumbnails;
import no.samklang.error.Failure;
import no.samklang.picture.PictureMetadata.Inks;

/**
 * Re-encodes an uploaded picture as a small JPEG (PERSON-7): upright, without metadata, decoded
 * with bounded memory.
 */
final class JpegEncoder {
  static final int MAX_SIDE = 512;
  private static final int MAX_BYTES = 256 * 1024;
  private static final int MAX_SOURCE_SIDE = 20_000;
  private static final long MAX_PIXELS = 40_000_000;
  // the decoder holds all coefficients in native memory
  private static final long MAX_PIXELS_PROGRESSIVE = 12_000_000;
  // ten are usual
  private static final int MAX_SCANS = 100;
  private static final Duration MAX_DECODING_TIME = Duration.ofSeconds(10);
  private static final double[] QUALITIES = {0.85, 0.7, 0.5, 0.3};
  private static final Map<String, String> FORMATS =
      Map.of("image/jpeg", "JPEG", "image/png", "png", "image/gif", "gif");

  // of the decoders' warnings, those after which browsers show a part of the picture or none
  private static final Pattern DAMAGE =
      Pattern.compile(
          "Truncated File|[Pp]remature end|bad Huffman code|found marker" // JPEG
              + "|unknown chunk with critical bit" // PNG
              + "|Out-of-sequence code"); // GIF

  static {
    ImageIO.setUseCache(false); // no temporary files
  }

  private JpegEncoder() {}

  /**
   * Encodes; blocking. Fails with {@link Failure.Invalid} {@code picture.invalid} if the content
   * isn't a whole image of the declared type, {@code picture.heic}, {@code picture.webp} and {@code
   * picture.avif} for these formats, and {@code picture.tooManyPixels}, also if decoding takes too
   * long. Takes the first frame of an animation.
   *
   * @return a JPEG of at most 512 pixels each way and 256 KiB
   */
  static byte[] encode(String contentType, byte[] file) {
    return encode(contentType, file, MAX_DECODING_TIME);
  }

  static byte[] encode(String contentType, byte[] file, Duration maxDecodingTime) {
    ImageReader reader = reader(contentType);
    DecodingDeadline deadline = new DecodingDeadline(maxDecodingTime);
    try (MemoryCacheImageInputStream input =
        new MemoryCacheImageInputStream(new ByteArrayInputStream(file))) {
      reader.addIIOReadProgressListener(deadline);
      return encode(reader, input, file);
    } catch (Failure failure) {
      throw failure;
    } catch (IOException | RuntimeException | LinkageError | StackOverflowError e) {
      // decoders fail in various ways on corrupt files
      throw deadline.isExceeded() ? tooManyPixels() : invalid();
    } catch (OutOfMemoryError e) {
      throw tooManyPixels();
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
      throw PictureFormat.of(file).refusal();
    }
    boolean isJpeg = reader.getFormatName().equals("JPEG");
    if (isJpeg && JpegScans.count(file) > MAX_SCANS) {
      throw invalid();
    }
    reader.setInput(input, false, true);
    PictureMetadata metadata =
        isJpeg ? PictureMetadata.ofJpeg(file) : PictureMetadata.ofOther(file);
    requireMaxPixels(reader, metadata.progressive() ? MAX_PIXELS_PROGRESSIVE : MAX_PIXELS);
    return compress(
        metadata.applyOrientation(onWhiteBackground(readWhole(reader, metadata.inks()))));
  }

  /** Fails when the decoder warns of data that is damaged or missing. */
  private static BufferedImage readWhole(ImageReader reader, Inks inks) throws IOException {
    List<String> warnings = new ArrayList<>();
    reader.addIIOReadWarningListener((source, warning) -> warnings.add(warning));
    BufferedImage picture =
        inks == Inks.NONE
            ? reader.read(0, subsampling(reader))
            : InkColours.toRgb(reader.readRaster(0, subsampling(reader)), inks == Inks.YCCK);
    if (warnings.stream().anyMatch(warning -> DAMAGE.matcher(warning).find())) {
      throw invalid();
    }
    return picture;
  }

  /** Checks the size in the file's header, before decoding. */
  private static void requireMaxPixels(ImageReader reader, long maxPixels) throws IOException {
    int width = reader.getWidth(0);
    int height = reader.getHeight(0);
    if (Math.max(width, height) > MAX_SOURCE_SIDE || (long) width * height > maxPixels) {
      throw tooManyPixels();
    }
  }

  /** Decodes at most twice the target size in each dimension. */
  private static ImageReadParam subsampling(ImageReader reader) throws IOException {
    int longest = Math.max(reader.getWidth(0), reader.getHeight(0));
    int step = (longest - 1) / (2 * MAX_SIDE) + 1;
    ImageReadParam params = reader.getDefaultReadParam();
    params.setSourceSubsampling(step, step, 0, 0);
    return params;
  }

  /** Converts to RGB on a white background. */
  private static BufferedImage onWhiteBackground(BufferedImage picture) {
    BufferedImage rgb =
        new BufferedImage(picture.getWidth(), picture.getHeight(), BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = rgb.createGraphics();
    graphics.drawImage(picture, 0, 0, Color.WHITE, null);
    graphics.dispose();
    return rgb;
  }

  private static byte[] compress(BufferedImage picture) throws IOException {
    byte[] jpeg = {};
    for (double quality : QUALITIES) {
      jpeg = encodeJpeg(picture, quality);
      if (jpeg.length <= MAX_BYTES) {
        return jpeg;
      }
    }
    throw invalid();
  }

  private static byte[] encodeJpeg(BufferedImage picture, double quality) throws IOException {
    int longest = Math.max(picture.getWidth(), picture.getHeight());
    ByteArrayOutputStream jpeg = new ByteArrayOutputStream();
    Thumbnails.of(picture)
        .scale(Math.min(1, (double) MAX_SIDE / longest))
        .outputFormat("jpg")
        .outputQuality(quality)
        .toOutputStream(jpeg);
    return jpeg.toByteArray();
  }

  private static Failure.Invalid tooManyPixels() {
    return new Failure.Invalid("picture.tooManyPixels", "file", "picture.tooManyPixels");
  }

  private static Failure.Invalid invalid() {
    return new Failure.Invalid("picture.invalid", "file", "picture.invalid");
  }
}
