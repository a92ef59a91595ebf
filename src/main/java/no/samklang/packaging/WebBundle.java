package no.samklang.packaging;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import no.samklang.http.PageManifest;
import no.samklang.http.PageManifest.LanguagePages;
import no.samklang.json.Json;
import no.samklang.text.Language;
import no.samklang.text.Languages;

/**
 * Bundles the pages by esbuild: one file for what all pages share, one for each page and for what
 * some pages share, one stylesheet, one sprite of icons; minified, with the hash of the content in
 * the name, compressed. Modules have the texts of one language: there are as many bundles of them.
 */
final class WebBundle {
  private static final Pattern IMPORT_MAP =
      Pattern.compile("\\s*<script type=\"importmap\">.*?</script>", Pattern.DOTALL);

  private static final String SOURCES = "sources";
  private static final String HELP_PICTURES = "slices/help/pictures";
  private static final List<String> ENTRIES =
      Stream.of("core/main.js", "core/boot.js", "design/main.css")
          .map(file -> SOURCES + "/" + file)
          .toList();

  // about what a phone with 1.6 Mbps and 150 ms loads compressed, meanwhile
  private static final int REQUEST_BYTES = 90_000;

  private final Path webroot;
  private final Languages languages;
  private final Path work;
  private final Path target;

  /**
   * @param languages to bundle the pages for, one by one: what they share has one name
   * @param work directory for intermediate files
   * @param target directory of the bundle, emptied first
   */
  WebBundle(Path webroot, Languages languages, Path work, Path target) {
    this.webroot = webroot;
    this.languages = languages;
    this.work = work;
    this.target = target;
  }

  void write() throws IOException {
    Directories.delete(work);
    Directories.delete(target);
    Files.createDirectories(work);
    EsBuild esbuild = new EsBuild(work);
    Map<String, BundleOutputs> outputs = new LinkedHashMap<>();
    for (Language language : languages.all()) {
      outputs.put(language.tag(), bundle(esbuild, language));
    }
    Path icons = work.resolve("bootstrap-icons");
    WebJar.unpack("bootstrap-icons", icons);
    String sprite =
        IconSprite.write(
            webroot.resolve("design/icons.json"), icons.resolve("icons"), work.resolve("assets"));
    Set<String> assets = compress(work.resolve("assets"), target.resolve("assets"));
    copyRootFiles();
    Directories.copy(webroot.resolve(HELP_PICTURES), target.resolve(HELP_PICTURES));
    writeManifest(outputs, sprite, assets);
  }

  private BundleOutputs bundle(EsBuild esbuild, Language language) throws IOException {
    Directories.delete(work.resolve(SOURCES));
    BundleSources sources = new BundleSources(work.resolve(SOURCES), language.tag());
    sources.copy(webroot);
    sources.share(BundleOutputs.of(esbuild.bundle(ENTRIES, "first")).cheaperForAll(REQUEST_BYTES));
    return BundleOutputs.of(esbuild.bundle(ENTRIES, "assets"));
  }

  private static Set<String> compress(Path from, Path to) throws IOException {
    Files.createDirectories(to);
    try (Stream<Path> files = Files.list(from)) {
      List<Path> assets = files.filter(file -> !file.toString().endsWith(".map")).toList();
      for (Path asset : assets) {
        CompressedFile.write(asset, to);
      }
      return assets.stream()
          .map(asset -> asset.getFileName().toString())
          .collect(Collectors.toSet());
    }
  }

  private void copyRootFiles() throws IOException {
    try (Stream<Path> files = Files.list(webroot)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        if (!file.endsWith("index.html")) {
          Files.copy(file, target.resolve(file.getFileName()));
        }
      }
    }
  }

  private void writeManifest(Map<String, BundleOutputs> outputs, String sprite, Set<String> assets)
      throws IOException {
    List<LanguagePages> pages =
        PageManifest.of(webroot, languages, assets, sprite).languages().stream()
            .map(one -> bundled(one, outputs.get(one.language().tag())))
            .toList();
    PageManifest bundled = new PageManifest(pages, assets, sprite);
    Json.mapper().writeValue(target.resolve("pages.json").toFile(), bundled);
    Json.mapper().writeValue(target.resolve("languages.json").toFile(), languages);
  }

  private static LanguagePages bundled(LanguagePages pages, BundleOutputs outputs) {
    String html =
        IMPORT_MAP
            .matcher(pages.html())
            .replaceFirst("")
            .replace("/core/main.js", outputs.containing("core/samklang-app.js"))
            .replace("/core/boot.js", outputs.entry("core/boot.js"))
            .replace("/design/main.css", outputs.entry("design/main.css"));
    List<PageManifest.PageRoute> routes =
        pages.routes().stream()
            .map(route -> route.withPreload(outputs.modules(route.page())))
            .toList();
    return new LanguagePages(pages.language(), html, pages.skeleton(), routes);
  }
}
