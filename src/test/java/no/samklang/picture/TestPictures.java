package no.samklang.picture;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.zip.CRC32;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;

/** Picture files for tests, valid and malformed. */
public final class TestPictures {
  private static final byte[] PNG_SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'};

  private TestPictures() {}

  /** Red on the left, blue on the right. */
  public static byte[] halves(String format, int width, int height) {
    BufferedImage picture = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    Graphics2D brush = picture.createGraphics();
    brush.setColor(Color.RED);
    brush.fillRect(0, 0, width / 2, height);
    brush.setColor(Color.BLUE);
    brush.fillRect(width / 2, 0, width - width / 2, height);
    brush.dispose();
    return encoded(format, picture);
  }

  public static BufferedImage noise(int width, int height) {
    BufferedImage picture = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    int[] noise = new Random(1).ints((long) width * height, 0, 0x1000000).toArray();
    picture.setRGB(0, 0, width, height, noise, 0, width);
    return picture;
  }

  static byte[] jpeg(BufferedImage picture, boolean progressive) {
    return writtenAsJpeg(new IIOImage(picture, null, null), progressive);
  }

  /**
   * A JPEG of one colour in four components, without a profile.
   *
   * @param transform of the Adobe marker, 2 for YCCK; negative for a file without the marker
   */
  static byte[] inks(int transform, int... stored) {
    WritableRaster raster =
        Raster.createInterleavedRaster(DataBuffer.TYPE_BYTE, 16, 16, stored.length, null);
    for (int at = 0; at < 256; at++) {
      raster.setPixel(at % 16, at / 16, stored);
    }
    byte[] jpeg = writtenAsJpeg(new IIOImage(raster, null, null), false);
    return transform < 0
        ? jpeg
        : inserted(jpeg, 2, "\u00FF\u00EE\0\u000EAdobe\0d\0\0\0\0" + (char) transform);
  }

  private static byte[] writtenAsJpeg(IIOImage picture, boolean progressive) {
    return encoded(
        out -> {
          ImageWriter writer = ImageIO.getImageWritersByFormatName("jpg").next();
          ImageWriteParam params = writer.getDefaultWriteParam();
          params.setProgressiveMode(
              progressive ? ImageWriteParam.MODE_DEFAULT : ImageWriteParam.MODE_DISABLED);
          try (ImageOutputStream stream = ImageIO.createImageOutputStream(out)) {
            writer.setOutput(stream);
            writer.write(null, picture, params);
          }
        });
  }

  /** A PNG with EXIF orientation, before its pixels. */
  static byte[] pngHeldSo(byte[] png, int orientation) {
    return pngHeldSo(png, orientation, -1);
  }

  /**
   * @param saidLength of the chunk, negative for the true one
   */
  static byte[] pngHeldSo(byte[] png, int orientation, int saidLength) {
    String exif =
        "II*\0\b\0\0\0\u0001\0\u0012\u0001\u0003\0\u0001\0\0\0"
            + (char) orientation
            + "\0\0\0\0\0\0\0";
    byte[] chunk =
        encoded(
            out ->
                chunk(
                    new DataOutputStream(out), "eXIf", exif.getBytes(StandardCharsets.ISO_8859_1)));
    if (saidLength >= 0) {
      ByteBuffer.wrap(chunk).putInt(saidLength);
    }
    int afterHead = PNG_SIGNATURE.length + 25;
    return inserted(png, afterHead, new String(chunk, StandardCharsets.ISO_8859_1));
  }

  private static byte[] inserted(byte[] file, int at, String more) {
    String text = new String(file, StandardCharsets.ISO_8859_1);
    return (text.substring(0, at) + more + text.substring(at))
        .getBytes(StandardCharsets.ISO_8859_1);
  }

  /** A JPEG that hardly compresses, as large as a phone's photo: about a byte for each pixel. */
  public static byte[] photo(int width, int height) {
    return encoded("jpg", noise(width, height));
  }

  static byte[] encoded(String format, BufferedImage picture) {
    return encoded(out -> ImageIO.write(picture, format, out));
  }

  /** A GIF with one frame per colour. */
  static byte[] animation(Color... colours) {
    return encoded(
        out -> {
          ImageWriter writer = ImageIO.getImageWritersByFormatName("gif").next();
          try (ImageOutputStream stream = ImageIO.createImageOutputStream(out)) {
            writer.setOutput(stream);
            writer.prepareWriteSequence(null);
            for (Color colour : colours) {
              writer.writeToSequence(new IIOImage(plain(colour), null, null), null);
            }
            writer.endWriteSequence();
          }
        });
  }

  private static BufferedImage plain(Color colour) {
    BufferedImage picture = new BufferedImage(40, 40, BufferedImage.TYPE_INT_RGB);
    Graphics2D brush = picture.createGraphics();
    brush.setColor(colour);
    brush.fillRect(0, 0, 40, 40);
    brush.dispose();
    return picture;
  }

  /** The same picture with EXIF orientation and position. */
  public static byte[] heldSo(byte[] jpeg, int orientation) {
    String tag = "\u0001\u0012\0\u0003\0\0\0\u0001\0" + (char) orientation + "\0\0";
    return withMarks(jpeg, "Exif\0\0MM\0*\0\0\0\b\0\u0001" + tag + "\0\0\0\0GPS 59.9139 N");
  }

  static byte[] withMarks(byte[] jpeg, String marks) {
    return encoded(
        out -> {
          DataOutputStream data = new DataOutputStream(out);
          data.write(jpeg, 0, 2);
          data.writeShort(0xFFE1);
          data.writeShort(marks.length() + 2);
          data.write(marks.getBytes(StandardCharsets.ISO_8859_1));
          data.write(jpeg, 2, jpeg.length - 2);
        });
  }

  /** A PNG header with the given size, without image data. */
  public static byte[] pngThatSays(int width, int height) {
    return encoded(
        out -> {
          DataOutputStream data = new DataOutputStream(out);
          data.write(PNG_SIGNATURE);
          chunk(data, "IHDR", head(width, height));
          chunk(data, "IDAT", new byte[100]);
          chunk(data, "IEND", new byte[0]);
        });
  }

  private static byte[] head(int width, int height) {
    return encoded(
        out -> {
          DataOutputStream data = new DataOutputStream(out);
          data.writeInt(width);
          data.writeInt(height);
          data.write(new byte[] {8, 2, 0, 0, 0}); // 8 bits of red, green and blue
        });
  }

  private static void chunk(DataOutputStream data, String type, byte[] content) throws IOException {
    CRC32 sum = new CRC32();
    sum.update(type.getBytes(StandardCharsets.US_ASCII));
    sum.update(content);
    data.writeInt(content.length);
    data.write(type.getBytes(StandardCharsets.US_ASCII));
    data.write(content);
    data.writeInt((int) sum.getValue());
  }

  /** A valid single-colour PNG, generated in constant memory. */
  static byte[] largePng(int width, int height) {
    return encoded(
        out -> {
          DataOutputStream data = new DataOutputStream(out);
          data.write(PNG_SIGNATURE);
          chunk(data, "IHDR", head(width, height));
          chunk(data, "IDAT", rows(width, height));
          chunk(data, "IEND", new byte[0]);
        });
  }

  private static byte[] rows(int width, int height) {
    return encoded(
        out -> {
          try (var squeezed = new java.util.zip.DeflaterOutputStream(out)) {
            for (int row = 0; row < height; row++) {
              squeezed.write(new byte[1 + 3 * width]);
            }
          }
        });
  }

  static byte[] gifThatSays(int width, int height) {
    byte[] gif = halves("gif", 40, 40);
    int frame = 13 + 3 * (1 << ((gif[10] & 7) + 1));
    while (gif[frame] != 0x2C) {
      frame++;
    }
    for (int at : new int[] {6, frame + 5}) {
      gif[at] = (byte) width;
      gif[at + 1] = (byte) (width >> 8);
      gif[at + 2] = (byte) height;
      gif[at + 3] = (byte) (height >> 8);
    }
    return gif;
  }

  /**
   * @param frame 0xC0 for baseline, 0xC2 for progressive
   */
  static byte[] jpegThatSays(int width, int height, int frame) {
    byte[] jpeg = halves("jpg", 40, 40);
    int at = marker(jpeg, 0xC0);
    jpeg[at + 1] = (byte) frame;
    jpeg[at + 5] = (byte) (height >> 8);
    jpeg[at + 6] = (byte) height;
    jpeg[at + 7] = (byte) (width >> 8);
    jpeg[at + 8] = (byte) width;
    return jpeg;
  }

  /** A progressive JPEG whose first scan is repeated. */
  public static byte[] jpegOfScans(BufferedImage picture, int more) {
    byte[] jpeg = jpeg(picture, true);
    int start = marker(jpeg, 0xDA);
    int end = start + 2;
    while (jpeg[end] != (byte) 0xFF || jpeg[end + 1] == 0) {
      end++;
    }
    String scan = new String(jpeg, start, end - start, StandardCharsets.ISO_8859_1);
    return inserted(jpeg, end, scan.repeat(more));
  }

  /** A JPEG whose header says another version than there is. */
  static byte[] jpegOfVersion(int version) {
    byte[] jpeg = halves("jpg", 40, 40);
    jpeg[marker(jpeg, 0xE0) + 9] = (byte) version;
    return jpeg;
  }

  private static int marker(byte[] jpeg, int code) {
    int at = 2;
    while ((jpeg[at + 1] & 0xFF) != code) {
      at += 2 + ((jpeg[at + 2] & 0xFF) << 8) + (jpeg[at + 3] & 0xFF);
    }
    return at;
  }

  private interface PictureWriter {
    void to(ByteArrayOutputStream out) throws IOException;
  }

  private static byte[] encoded(PictureWriter writer) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      writer.to(out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }
}
