package no.samklang.about;

import java.util.ArrayList;
import java.util.List;
import no.samklang.about.Abouts.AboutInput;
import no.samklang.about.Abouts.AboutLink;
import no.samklang.error.Failure;
import no.samklang.error.Failure.FieldError;
import no.samklang.text.WebAddress;

/** Rules for the owner's presentation, beyond those of the contract (HOME-2). */
final class AboutPolicy {
  private AboutPolicy() {}

  /** Fails with {@link Failure.Invalid}, naming each field, for links that lead to no web page. */
  static void validate(AboutInput input) {
    List<FieldError> errors = new ArrayList<>();
    for (int i = 0; i < input.links().size(); i++) {
      AboutLink link = input.links().get(i);
      if (link.title().isBlank()) {
        errors.add(new FieldError("links." + i + ".title", "required"));
      }
      if (!WebAddress.isValid(link.url().strip())) {
        errors.add(new FieldError("links." + i + ".url", "link.invalid"));
      }
    }
    if (!errors.isEmpty()) {
      throw new Failure.Invalid("request.invalid", errors);
    }
  }
}
