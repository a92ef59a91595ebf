package no.samklang.http;

/** Malformed HTTP or JSON: rejected before the operation is called. */
public final class BadRequestException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final int status;
  private final String code;

  public BadRequestException(int status, String code) {
    super(code, null, false, false);
    this.status = status;
    this.code = code;
  }

  public int status() {
    return status;
  }

  public String code() {
    return code;
  }
}
