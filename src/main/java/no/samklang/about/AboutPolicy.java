package no.samklang.about;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import no.samklang.about.Abouts.AboutInput;
import no.samklang.about.Abouts.AboutLink;
import no.samklang.error.Failure;
import no.samklang.error.Failure.FieldError;

/** Rules for the owner's presentation, beyond those of the contract (HOME-2). */
final class AboutPolicy {
  private static final Set<String> SCHEMES = Set.of("http", "https");

  private AboutPolicy() {}

  /** Fails with {@link Failure.Invalid}, naming each field, for links that lead to no web page. */
  static void validate(AboutInput input) {
    List<FieldError> errors = new ArrayList<>();
    for (int i = 0; i < input.links().size(); i++) {
      AboutLink link = input.links().get(i);
      if (link.title().isBlank()) {
        errors.add(new FieldError("links." + i + ".title", "required"));
      }
      if (!isWebAddress(link.url().strip())) {
        errors.add(new FieldError("links." + i + ".url", "link.invalid"));
      }
    }
    if (!errors.isEmpty()) {
      throw new Failure.Invalid("request.invalid", errors);
    }
  }

  // a page runs what javascript: and data: hold as if it were its own
  private static boolean isWebAddress(String url) {
    try {
      URI uri = new URI(url);
      return uri.getScheme() != null
          && SCHEMES.contains(uri.getScheme().toLowerCase(Locale.ROOT))
          && uri.getHost() != null
          && uri.getRawUserInfo() == null;
    } catch (URISyntaxException e) {
      return false;
    }
  }
}
