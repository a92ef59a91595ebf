package no.samklang.http;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import no.samklang.http.PageManifest.LanguagePages;
import no.samklang.http.PageManifest.PageRoute;

/**
 * index.html for each address, in one language: with the modules of its page preloaded, the data
 * that the page needs first named for {@code boot.js}, and something to see until the scripts have
 * rendered.
 */
final class IndexPages {
  private static final Pattern PARAMETER = Pattern.compile(":(\\w+)");
  private static final String PRELOAD = "<!-- preload -->";
  private static final String SKELETON = "<!-- skeleton -->";
  private static final String ICONS = "/icons.svg";
  private static final String DATA = "data-early=\"\"";

  private final LanguagePages language;
  private final String icons;
  private final List<PageDocument> pages;
  private final PageDocument unknown;

  /**
   * @param icons name of the sprite of icons
   */
  IndexPages(LanguagePages language, String icons) {
    this.language = language;
    this.icons = icons;
    this.pages = language.routes().stream().map(this::document).toList();
    this.unknown = new PageDocument(null, "", List.of(), language.skeleton(), false);
  }

  private PageDocument document(PageRoute route) {
    return new PageDocument(
        pattern(route.path()),
        String.join(" ", route.data()),
        route.preload(),
        route.skeleton().orElse(language.skeleton()),
        route.open());
  }

  /** The page for a path, also for one that no route has: the page itself says so. */
  IndexPage find(String path) {
    for (PageDocument page : pages) {
      Matcher matcher = page.pattern.matcher(path);
      if (matcher.matches()) {
        return new IndexPage(withData(page, matcher), page.open);
      }
    }
    return new IndexPage(unknown.html(), false);
  }

  /** Parameters are ids, or words of the application: nothing else is written into a page. */
  private static Pattern pattern(String path) {
    return Pattern.compile(
        PARAMETER
                .matcher(path)
                .replaceAll(
                    name ->
                        "(?<%s>%s)"
                            .formatted(
                                name.group(1),
                                name.group(1).endsWith("Id") ? "[0-9a-f-]{36}" : "[a-z-]{1,36}"))
            + "/?");
  }

  private static String withData(PageDocument page, Matcher matcher) {
    if (page.data.isEmpty()) {
      return page.html();
    }
    String data = PARAMETER.matcher(page.data).replaceAll(name -> matcher.group(name.group(1)));
    return page.html().replace(DATA, "data-early=\"" + data + "\"");
  }

  /**
   * @param open whether the page is shown without a login, and may be indexed (LOGIN-13)
   */
  record IndexPage(String html, boolean open) {}

  /** The document for a route; its text is made when somebody first asks for it. */
  private final class PageDocument {
    private final Pattern pattern;
    private final String data;
    private final List<String> preload;
    private final String skeleton;
    private final boolean open;
    private String html; // the same whichever event loop makes it

    PageDocument(
        Pattern pattern, String data, List<String> preload, String skeleton, boolean open) {
      this.pattern = pattern;
      this.data = data;
      this.preload = preload;
      this.skeleton = skeleton;
      this.open = open;
    }

    String html() {
      String made = html;
      if (made == null) {
        made = make();
        html = made;
      }
      return made;
    }

    private String make() {
      String links =
          preload.stream()
              .map("<link rel=\"modulepreload\" href=\"%s\">"::formatted)
              .collect(Collectors.joining("\n    "));
      return language
          .html()
          .replace(PRELOAD, links)
          .replace(SKELETON, skeleton.strip())
          .replace(ICONS, "/assets/" + icons);
    }
  }
}
