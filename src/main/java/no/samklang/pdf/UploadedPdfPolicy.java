package no.samklang.pdf;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Single;
import no.samklang.error.Failure;
import no.samklang.operation.UploadedFile;

/** Refuses uploads that aren't plain PDF files, each with the reason (DOC-3). */
@CheckReturnValue
public final class UploadedPdfPolicy {
  private final PdfValidator validator;
  private final String prefix;

  /**
   * @param prefix of the codes of failures
   */
  public UploadedPdfPolicy(PdfValidator validator, String prefix) {
    this.validator = validator;
    this.prefix = prefix;
  }

  /**
   * Fails with {@link Failure.Invalid} {@code invalid}, {@code tooComplicated}, {@code encrypted}
   * or {@code activeContent}, after the prefix, and with {@link Failure.Unavailable} when too many
   * files wait to be validated.
   *
   * @return the file as it is to be kept: one that needs repair is written anew
   */
  public Single<UploadedFile> validate(UploadedFile file) {
    return validator
        .validate(file.content())
        .doOnSuccess(this::requirePlain)
        .map(
            checked ->
                new UploadedFile(file.contentType(), file.name(), checked.content(), file.query()));
  }

  private void requirePlain(CheckedPdf checked) {
    switch (checked.result()) {
      case NOT_A_PDF -> throw failure("invalid");
      case TOO_COMPLICATED -> throw failure("tooComplicated");
      case ENCRYPTED -> throw failure("encrypted");
      case ACTIVE -> throw failure("activeContent");
      case PLAIN -> {}
    }
  }

  private Failure.Invalid failure(String reason) {
    String code = prefix + "." + reason;
    return new Failure.Invalid(code, "file", code);
  }
}
