package no.samklang.http;

/**
 * A request that can't be understood as HTTP or JSON: refused at the door, before any feature sees
 * it.
 */
final class BadRequest extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final int status;
  private final String code;

  BadRequest(int status, String code) {
    super(code, null, false, false);
    this.status = status;
    this.code = code;
  }

  int status() {
    return status;
  }

  String code() {
    return code;
  }
}
