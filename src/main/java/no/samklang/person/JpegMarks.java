package no.samklang.person;

import java.awt.image.BufferedImage;
import java.io.IOException;
import javax.imageio.ImageReader;
import javax.imageio.metadata.IIOMetadataNode;
import net.coobird.thumbnailator.util.exif.ExifFilterUtils;
import net.coobird.thumbnailator.util.exif.ExifUtils;
import net.coobird.thumbnailator.util.exif.Orientation;

/**
 * What a JPEG says of itself beside its pixels.
 *
 * @param progressive whether its pixels come in several passes; also when it can't be told
 * @param orientation how the camera was held, null when it doesn't say
 */
record JpegMarks(boolean progressive, Orientation orientation) {
  static final JpegMarks NONE = new JpegMarks(false, null);
  private static final String FORMAT = "javax_imageio_jpeg_image_1.0";
  private static final String PROGRESSIVE = "2";

  static JpegMarks of(ImageReader reader) {
    return new JpegMarks(isProgressive(reader), orientation(reader));
  }

  private static boolean isProgressive(ImageReader reader) {
    try {
      IIOMetadataNode root = (IIOMetadataNode) reader.getImageMetadata(0).getAsTree(FORMAT);
      IIOMetadataNode frame = (IIOMetadataNode) root.getElementsByTagName("sof").item(0);
      return PROGRESSIVE.equals(frame.getAttribute("process"));
    } catch (IOException | RuntimeException unreadable) {
      return true;
    }
  }

  /** What cameras write isn't always whole: then the picture is taken as it lies. */
  private static Orientation orientation(ImageReader reader) {
    try {
      return ExifUtils.getExifOrientation(reader, 0);
    } catch (IOException | RuntimeException unreadable) {
      return null;
    }
  }

  BufferedImage upright(BufferedImage picture) {
    return orientation == null
        ? picture
        : ExifFilterUtils.getFilterForOrientation(orientation).apply(picture);
  }
}
