package no.samklang.person;

import com.drew.imaging.ImageProcessingException;
import com.drew.imaging.jpeg.JpegMetadataReader;
import com.drew.metadata.Directory;
import com.drew.metadata.Metadata;
import com.drew.metadata.exif.ExifIFD0Directory;
import com.drew.metadata.exif.ExifReader;
import com.drew.metadata.jpeg.JpegDirectory;
import com.drew.metadata.jpeg.JpegReader;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import net.coobird.thumbnailator.util.exif.ExifFilterUtils;
import net.coobird.thumbnailator.util.exif.Orientation;

/**
 * What a JPEG says of itself beside its pixels.
 *
 * @param progressive whether its pixels come in several passes; also when it can't be told
 * @param orientation how the camera was held, from 1 to 8; 1 when it doesn't say
 */
record JpegMetadata(boolean progressive, int orientation) {
  static final JpegMetadata NONE = new JpegMetadata(false, 1);
  private static final int BASELINE = 0;
  private static final int EXTENDED = 1;

  static JpegMetadata of(byte[] jpeg) throws IOException {
    try {
      Metadata marks =
          JpegMetadataReader.readMetadata(
              new ByteArrayInputStream(jpeg), List.of(new JpegReader(), new ExifReader()));
      return new JpegMetadata(isProgressive(marks), orientation(marks));
    } catch (ImageProcessingException e) {
      return new JpegMetadata(true, 1);
    }
  }

  private static boolean isProgressive(Metadata marks) {
    Directory frame = marks.getFirstDirectoryOfType(JpegDirectory.class);
    Integer type = frame == null ? null : frame.getInteger(JpegDirectory.TAG_COMPRESSION_TYPE);
    return type == null || (type != BASELINE && type != EXTENDED);
  }

  private static int orientation(Metadata marks) {
    return marks.getDirectoriesOfType(ExifIFD0Directory.class).stream()
        .map(camera -> camera.getInteger(ExifIFD0Directory.TAG_ORIENTATION))
        .filter(said -> said != null && said >= 1 && said <= 8)
        .findFirst()
        .orElse(1);
  }

  BufferedImage upright(BufferedImage picture) {
    return ExifFilterUtils.getFilterForOrientation(Orientation.typeOf(orientation)).apply(picture);
  }
}
