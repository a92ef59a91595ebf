package no.samklang.http;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import no.samklang.json.Json;
import no.samklang.text.Language;
import no.samklang.text.Languages;
import no.samklang.text.TextFiles;

/**
 * What the service knows of the pages: index.html and the routes in each language, and the bundled
 * files.
 *
 * @param languages the default one first
 * @param assets names of the bundled files, at {@code /assets/}
 * @param icons which of them is the sprite of icons
 */
public record PageManifest(List<LanguagePages> languages, Set<String> assets, String icons) {
  /** Class path resource that the build writes. */
  public static final String RESOURCE = "web/pages.json";

  private static final Set<String> OPEN = Set.of("anyone", "guest");
  private static final Pattern TEXT_KEY = Pattern.compile("\\{([\\w.]+)}");

  /**
   * The pages in one language.
   *
   * @param html index.html with the placeholders that {@link IndexPages} fills in
   * @param skeleton shown in index.html until the scripts have rendered
   */
  public record LanguagePages(
      Language language, String html, String skeleton, List<PageRoute> routes) {}

  /**
   * A route of the pages.
   *
   * @param path with {@code :names}, as {@code /planer/:planId}
   * @param page slice and file, as {@code plan/plan-home}
   * @param data API paths that every page with this address asks for first, with the same {@code
   *     :names}
   * @param skeleton instead of the common one
   * @param preload URLs of the modules that the page needs
   * @param open whether it is shown without a login, and may be indexed (LOGIN-13)
   */
  public record PageRoute(
      String path,
      String page,
      List<String> data,
      Optional<String> skeleton,
      List<String> preload,
      boolean open) {
    public PageRoute withPreload(List<String> urls) {
      return new PageRoute(path, page, data, skeleton, urls, open);
    }
  }

  /** The end of the name of a bundled file in a content encoding. */
  public static String suffix(String encoding) {
    return switch (encoding) {
      case "br" -> ".br";
      case "gzip" -> ".gz";
      default -> "";
    };
  }

  /** The bundle that the build made. */
  public static PageManifest packaged() {
    try (InputStream in = PageManifest.class.getClassLoader().getResourceAsStream(RESOURCE)) {
      if (in == null) {
        throw new IllegalStateException("Not packaged: " + RESOURCE);
      }
      return Json.mapper().readValue(in, PageManifest.class);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The pages' sources as they are, with the icons of the bundle. */
  public static PageManifest ofSources(Path webroot) {
    PageManifest bundle = packaged();
    return of(webroot, TextFiles.languages(webroot), bundle.assets(), bundle.icons());
  }

  /**
   * @param webroot directory of the pages' sources
   */
  public static PageManifest of(
      Path webroot, Languages languages, Set<String> assets, String icons) {
    return new PageManifest(
        languages.all().stream().map(language -> pages(webroot, languages, language)).toList(),
        assets,
        icons);
  }

  private static LanguagePages pages(Path webroot, Languages languages, Language language) {
    JsonNode texts = TextFiles.all(webroot, language.tag());
    List<PageRoute> routes =
        StreamSupport.stream(json(webroot.resolve("core/routes.json")).spliterator(), false)
            .map(route -> route(webroot, route, texts))
            .toList();
    return new LanguagePages(
        language,
        withTexts(inLanguage(text(webroot.resolve("index.html")), languages, language), texts),
        withTexts(text(webroot.resolve("core/skeleton.html")), texts),
        routes);
  }

  /** What the scripts know of languages stands in the root element. */
  private static String inLanguage(String html, Languages languages, Language language) {
    String all =
        languages.all().stream()
            .map(one -> one.tag() + " " + one.name())
            .collect(Collectors.joining(","));
    return html.replace("{language}", language.tag())
        .replace("{locale}", language.locale())
        .replace("{languages}", escaped(all));
  }

  private static PageRoute route(Path webroot, JsonNode route, JsonNode texts) {
    List<String> data = new ArrayList<>();
    if (!route.get("access").asText().equals("guest")) {
      data.add("/me");
    }
    if (route.has("tab") && !route.path("outside").asBoolean()) {
      data.add("/plans/:planId");
    }
    Optional<String> skeleton =
        Optional.ofNullable(route.get("skeleton"))
            .map(name -> text(webroot.resolve("slices").resolve(name.asText())))
            .map(html -> withTexts(html, texts));
    return new PageRoute(
        route.get("path").asText(),
        route.get("page").asText(),
        data,
        skeleton,
        List.of(),
        OPEN.contains(route.get("access").asText()));
  }

  private static String withTexts(String html, JsonNode texts) {
    return TEXT_KEY
        .matcher(html)
        .replaceAll(key -> Matcher.quoteReplacement(escaped(text(texts, key.group(1)))));
  }

  private static String text(JsonNode texts, String key) {
    JsonNode text = texts.at("/" + key.replace('.', '/'));
    if (text.isArray()) {
      return StreamSupport.stream(text.spliterator(), false)
          .map(JsonNode::asText)
          .collect(Collectors.joining(" "));
    }
    if (!text.isTextual()) {
      throw new IllegalStateException("No text for " + key);
    }
    return text.asText();
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;");
  }

  private static JsonNode json(Path file) {
    try {
      return Json.mapper().readTree(Files.readAllBytes(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String text(Path file) {
    try {
      return Files.readString(file, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
