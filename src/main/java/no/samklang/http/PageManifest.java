package no.samklang.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
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
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import no.samklang.json.Json;

/**
 * What the service knows of the pages: index.html, the routes, and the bundled files.
 *
 * @param html index.html with the placeholders that {@link IndexPages} fills in
 * @param skeleton shown in index.html until the scripts have rendered
 * @param assets names of the bundled files, at {@code /assets/}
 * @param icons which of them is the sprite of icons
 */
public record PageManifest(
    String html, String skeleton, List<PageRoute> routes, Set<String> assets, String icons) {
  /** Class path resource that the build writes. */
  public static final String RESOURCE = "web/pages.json";

  private static final String LANGUAGE = "nb";
  private static final Set<String> OPEN = Set.of("anyone", "guest");
  private static final Pattern TEXT_KEY = Pattern.compile("\\{([\\w.]+)}");

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
    return of(webroot, bundle.assets(), bundle.icons());
  }

  /**
   * @param webroot directory of the pages' sources
   */
  public static PageManifest of(Path webroot, Set<String> assets, String icons) {
    JsonNode texts = texts(webroot);
    List<PageRoute> routes =
        StreamSupport.stream(json(webroot.resolve("core/routes.json")).spliterator(), false)
            .map(route -> route(webroot, route, texts))
            .toList();
    return new PageManifest(
        text(webroot.resolve("index.html")),
        text(webroot.resolve("core/skeleton.html")),
        routes,
        assets,
        icons);
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

  /** The texts of all slices. */
  private static JsonNode texts(Path webroot) {
    ObjectNode texts = Json.mapper().createObjectNode();
    try (Stream<Path> files = Files.walk(webroot)) {
      files
          .filter(file -> file.endsWith(Path.of("texts", LANGUAGE + ".json")))
          .forEach(file -> texts.setAll((ObjectNode) json(file)));
      return texts;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String withTexts(String html, JsonNode texts) {
    return TEXT_KEY
        .matcher(html)
        .replaceAll(key -> texts.at("/" + key.group(1).replace('.', '/')).asText());
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
