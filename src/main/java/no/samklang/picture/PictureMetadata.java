package no.samklang.picture;

import com.drew.imaging.ImageProcessingException;
import com.drew.imaging.jpeg.JpegMetadataReader;
import com.drew.imaging.png.PngChunk;
import com.drew.imaging.png.PngChunkReader;
import com.drew.imaging.png.PngChunkType;
import com.drew.lang.ByteArrayReader;
import com.drew.lang.SequentialByteArrayReader;
import com.drew.metadata.Metadata;
import com.drew.metadata.adobe.AdobeJpegDirectory;
import com.drew.metadata.adobe.AdobeJpegReader;
import com.drew.metadata.exif.ExifIFD0Directory;
import com.drew.metadata.exif.ExifReader;
import com.drew.metadata.icc.IccDirectory;
import com.drew.metadata.icc.IccReader;
import com.drew.metadata.jpeg.JpegDirectory;
import com.drew.metadata.jpeg.JpegReader;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import net.coobird.thumbnailator.util.exif.ExifFilterUtils;
import net.coobird.thumbnailator.util.exif.Orientation;

/**
 * Metadata of a picture that decoding depends on.
 *
 * @param progressive whether it is a JPEG encoded in several scans; true when unknown
 * @param inks how a JPEG is encoded whose colours are inks without a profile that says which
 * @param orientation EXIF orientation, 1 to 8; 1 when absent
 */
record PictureMetadata(boolean progressive, Inks inks, int orientation) {
  private static final int BASELINE = 0;
  private static final int EXTENDED = 1;
  private static final int INKS = 4;
  private static final int YCCK = 2;

  /** Colours of four components. */
  enum Inks {
    NONE,
    CMYK,
    YCCK
  }

  static PictureMetadata ofJpeg(byte[] file) throws IOException {
    try {
      Metadata metadata =
          JpegMetadataReader.readMetadata(
              new ByteArrayInputStream(file),
              List.of(new JpegReader(), new ExifReader(), new AdobeJpegReader(), new IccReader()));
      return new PictureMetadata(isProgressive(metadata), inks(metadata), orientation(metadata));
    } catch (ImageProcessingException e) {
      return new PictureMetadata(true, Inks.NONE, 1);
    }
  }

  /** Of another format: only PNG may have an orientation. */
  static PictureMetadata ofOther(byte[] file) {
    Metadata metadata = new Metadata();
    try {
      // unlike a stream's reader, it doesn't allocate what a chunk says that it holds
      for (PngChunk chunk :
          new PngChunkReader()
              .extract(new SequentialByteArrayReader(file), Set.of(PngChunkType.eXIf))) {
        new ExifReader().extract(new ByteArrayReader(chunk.getBytes()), metadata);
      }
    } catch (ImageProcessingException | IOException e) {
      return new PictureMetadata(false, Inks.NONE, 1);
    }
    return new PictureMetadata(false, Inks.NONE, orientation(metadata));
  }

  private static boolean isProgressive(Metadata metadata) {
    Integer type = frame(metadata, JpegDirectory.TAG_COMPRESSION_TYPE);
    return type == null || (type != BASELINE && type != EXTENDED);
  }

  private static Integer frame(Metadata metadata, int tag) {
    JpegDirectory frame = metadata.getFirstDirectoryOfType(JpegDirectory.class);
    return frame == null ? null : frame.getInteger(tag);
  }

  private static Inks inks(Metadata metadata) {
    Integer components = frame(metadata, JpegDirectory.TAG_NUMBER_OF_COMPONENTS);
    IccDirectory profile = metadata.getFirstDirectoryOfType(IccDirectory.class);
    boolean profiled =
        profile != null && "CMYK".equals(profile.getString(IccDirectory.TAG_COLOR_SPACE));
    if (components == null || components != INKS || profiled) {
      return Inks.NONE;
    }
    AdobeJpegDirectory adobe = metadata.getFirstDirectoryOfType(AdobeJpegDirectory.class);
    Integer transform =
        adobe == null ? null : adobe.getInteger(AdobeJpegDirectory.TAG_COLOR_TRANSFORM);
    return transform != null && transform == YCCK ? Inks.YCCK : Inks.CMYK;
  }

  private static int orientation(Metadata metadata) {
    return metadata.getDirectoriesOfType(ExifIFD0Directory.class).stream()
        .map(directory -> directory.getInteger(ExifIFD0Directory.TAG_ORIENTATION))
        .filter(value -> value != null && value >= 1 && value <= 8)
        .findFirst()
        .orElse(1);
  }

  BufferedImage applyOrientation(BufferedImage picture) {
    return ExifFilterUtils.getFilterForOrientation(Orientation.typeOf(orientation)).apply(picture);
  }
}
