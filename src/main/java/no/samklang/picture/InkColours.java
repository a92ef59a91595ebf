package no.samklang.picture;

import java.awt.image.BufferedImage;
import java.awt.image.Raster;

/**
 * Converts the inks of a JPEG without a profile to RGB as browsers do. The stored values are
 * inverted: 255 is no ink.
 */
final class InkColours {
  private static final int MAX = 255;

  private InkColours() {}

  /**
   * @param raster as decoded, without conversion
   * @param ycck whether cyan, magenta and yellow are stored as luminance and chrominance
   */
  static BufferedImage toRgb(Raster raster, boolean ycck) {
    int width = raster.getWidth();
    BufferedImage picture =
        new BufferedImage(width, raster.getHeight(), BufferedImage.TYPE_INT_RGB);
    int[] inks = new int[4 * width];
    int[] row = new int[width];
    for (int y = 0; y < raster.getHeight(); y++) {
      raster.getPixels(raster.getMinX(), raster.getMinY() + y, width, 1, inks);
      for (int x = 0; x < width; x++) {
        row[x] = ycck ? ofYcck(inks, 4 * x) : ofCmyk(inks, 4 * x);
      }
      picture.setRGB(0, y, width, 1, row, 0, width);
    }
    return picture;
  }

  private static int ofCmyk(int[] inks, int at) {
    return rgb(inks[at], inks[at + 1], inks[at + 2], inks[at + 3]);
  }

  private static int ofYcck(int[] inks, int at) {
    double luminance = inks[at];
    double blue = inks[at + 1] - 128.0;
    double red = inks[at + 2] - 128.0;
    return rgb(
        inverted(luminance + 1.402 * red),
        inverted(luminance - 0.344136 * blue - 0.714136 * red),
        inverted(luminance + 1.772 * blue),
        inks[at + 3]);
  }

  private static int inverted(double value) {
    return MAX - (int) Math.max(0, Math.min(MAX, Math.round(value)));
  }

  private static int rgb(int cyan, int magenta, int yellow, int black) {
    return ((cyan * black / MAX) << 16) | ((magenta * black / MAX) << 8) | (yellow * black / MAX);
  }
}
