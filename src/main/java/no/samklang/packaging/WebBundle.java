package no.samklang.packaging;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import no.samklang.http.PageManifest;
import no.samklang.json.Json;

/**
 * Bundles the pages by esbuild: one file for what all pages share, one for each page and for what
 * some pages share, one stylesheet, one sprite of icons; minified, with the hash of the content in
 * the name, compressed.
 */
final class WebBundle {
  private static final Pattern IMPORT_MAP =
      Pattern.compile("\\s*<script type=\"importmap\">.*?</script>", Pattern.DOTALL);

  private static final String SOURCES = "sources";
  private static final List<String> ENTRIES =
      Stream.of("core/main.js", "core/boot.js", "design/main.css")
          .map(file -> SOURCES + "/" + file)
          .toList();

  // about what a phone with 1.6 Mbps and 150 ms loads compressed, meanwhile
  private static final int REQUEST_BYTES = 90_000;

  private final Path webroot;
  private final Path work;
  private final Path target;

  /**
   * @param work directory for intermediate files
   * @param target directory of the bundle, emptied first
   */
  WebBundle(Path webroot, Path work, Path target) {
    this.webroot = webroot;
    this.work = work;
    this.target = target;
  }

  void write() throws IOException {
    Directories.delete(work);
    Directories.delete(target);
    BundleSources sources = new BundleSources(work.resolve(SOURCES));
    sources.copy(webroot);
    EsBuild esbuild = new EsBuild(work);
    sources.share(BundleOutputs.of(esbuild.bundle(ENTRIES, "first")).cheaperForAll(REQUEST_BYTES));
    BundleOutputs outputs = BundleOutputs.of(esbuild.bundle(ENTRIES, "assets"));
    Path icons = work.resolve("bootstrap-icons");
    WebJar.unpack("bootstrap-icons", icons);
    String sprite =
        IconSprite.write(
            webroot.resolve("design/icons.json"), icons.resolve("icons"), work.resolve("assets"));
    Set<String> assets = compress(work.resolve("assets"), target.resolve("assets"));
    copyRootFiles();
    writeManifest(outputs, sprite, assets);
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

  private void writeManifest(BundleOutputs outputs, String sprite, Set<String> assets)
      throws IOException {
    PageManifest manifest = PageManifest.of(webroot, assets, sprite);
    String html =
        IMPORT_MAP
            .matcher(manifest.html())
            .replaceFirst("")
            .replace("/core/main.js", outputs.containing("core/samklang-app.js"))
            .replace("/core/boot.js", outputs.entry("core/boot.js"))
            .replace("/design/main.css", outputs.entry("design/main.css"));
    List<PageManifest.PageRoute> routes =
        manifest.routes().stream()
            .map(route -> route.withPreload(outputs.modules(route.page())))
            .toList();
    PageManifest bundled = new PageManifest(html, manifest.skeleton(), routes, assets, sprite);
    Json.mapper().writeValue(target.resolve("pages.json").toFile(), bundled);
  }
}
