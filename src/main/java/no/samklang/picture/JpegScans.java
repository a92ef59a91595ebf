package no.samklang.picture;

/**
 * Counts the scans of a JPEG. The decoder makes the whole picture anew for each, of which a small
 * file can have thousands.
 */
final class JpegScans {
  private static final int PREFIX = 0xFF;
  private static final int STUFFED = 0x00;
  private static final int TEM = 0x01;
  private static final int RST_0 = 0xD0;
  private static final int EOI = 0xD9;
  private static final int SOS = 0xDA;
  private static final int MIN_LENGTH = 2;

  private JpegScans() {}

  /** The number of scans until the picture's end, or the file's. */
  static int count(byte[] file) {
    int scans = 0;
    int at = 0;
    while (at + 1 < file.length) {
      int code = unsigned(file, at + 1);
      if (unsigned(file, at) != PREFIX || code == PREFIX) {
        at++;
      } else if (code == EOI && scans > 0) {
        return scans;
      } else {
        scans += code == SOS ? 1 : 0;
        at += 2 + segmentLength(file, at + 2, code);
      }
    }
    return scans;
  }

  /** Of what follows a marker; the data of a scan isn't part of it. */
  private static int segmentLength(byte[] file, int at, int code) {
    if (code == STUFFED || code == TEM || (code >= RST_0 && code <= EOI)) {
      return 0;
    }
    return at + 1 < file.length
        ? Math.max(MIN_LENGTH, unsigned(file, at) << 8 | unsigned(file, at + 1))
        : 0;
  }

  private static int unsigned(byte[] file, int at) {
    return file[at] & 0xFF;
  }
}
