package no.samklang.packaging;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import no.samklang.json.Json;
import no.samklang.text.TextFiles;

/**
 * A copy of the pages' sources, changed so that a page needs few files: texts are bundled with the
 * modules that name them, and every page imports what pages share, so that esbuild puts all of that
 * into one file.
 */
final class BundleSources {
  private static final List<String> SHARED = List.of("core", "forms", "design");
  private static final List<String> NOT_SHARED = List.of("main.js", "boot.js", "shared.js");
  private static final Pattern ADD_TEXTS = Pattern.compile("(?m)^await addTexts\\(.*\\);$");
  private static final Pattern BY_LANGUAGE = Pattern.compile("[a-z]{2}\\.js");
  private static final String IMPORT_TEXTS =
      "import bundledTexts from './texts/%s.json' with { type: 'json' };%n";

  private final Path target;
  private final String language;

  /**
   * @param language tag of the language of the texts
   */
  BundleSources(Path target, String language) {
    this.target = target;
    this.language = language;
  }

  void copy(Path webroot) throws IOException {
    Directories.copy(webroot, target);
    for (Path texts : TextFiles.directories(target)) {
      Path file = texts.resolve(language + ".json");
      Json.mapper().writeValue(file.toFile(), TextFiles.texts(texts, language));
    }
    share(sharedByAll());
    prepend(target.resolve("core/main.js"), "import './shared.js';\n");
    for (Path page : find(target, ".page.js")) {
      prepend(page, "import '../../core/shared.js';\n");
    }
    for (Path content : find(target.resolve("slices"), ".js")) {
      if (BY_LANGUAGE.matcher(content.getFileName().toString()).matches()) {
        // an entry of its own: what it shares with the pages would otherwise be one more file
        prepend(content, "import '../../../core/shared.js';\n");
      }
    }
    bundleTexts(target.resolve("core/i18n.js"));
    divideTexts();
  }

  private void divideTexts() throws IOException {
    Path slices = target.resolve("slices");
    BundledTexts texts = new BundledTexts(target, language);
    for (Path all : find(slices, "/texts.js")) {
      Files.delete(all);
    }
    List<Path> modules = find(slices, ".js");
    for (Path file : find(slices, "/texts/" + language + ".json")) {
      texts.addGroups(slices.relativize(file).getName(0).toString());
    }
    for (Path module : modules) {
      texts.importGroups(module);
    }
  }

  private List<String> sharedByAll() throws IOException {
    List<String> modules = new ArrayList<>();
    for (String directory : SHARED) {
      for (Path module : find(target.resolve(directory), ".js")) {
        if (!NOT_SHARED.contains(module.getFileName().toString())) {
          modules.add(target.relativize(module).toString().replace('\\', '/'));
        }
      }
    }
    return modules;
  }

  /**
   * Adds modules to what every page imports.
   *
   * @param modules paths in the sources
   */
  void share(List<String> modules) throws IOException {
    String imports =
        modules.stream().map("import '../%s';%n"::formatted).collect(Collectors.joining());
    Files.writeString(
        target.resolve("core/shared.js"),
        imports,
        StandardOpenOption.CREATE,
        StandardOpenOption.APPEND);
  }

  /** The texts are a part of the file, instead of another one to wait for. */
  private void bundleTexts(Path module) throws IOException {
    String source = Files.readString(module);
    String bundled = ADD_TEXTS.matcher(source).replaceFirst("registerTexts(bundledTexts);");
    if (bundled.equals(source)) {
      throw new IllegalStateException(module + " adds no texts");
    }
    Files.writeString(
        module,
        IMPORT_TEXTS.formatted(language)
            + bundled.replace("import { addTexts }", "import { registerTexts }"));
  }

  private static void prepend(Path file, String line) throws IOException {
    Files.writeString(file, line + Files.readString(file));
  }

  private static List<Path> find(Path directory, String ending) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      return files
          .filter(file -> file.toString().replace('\\', '/').endsWith(ending))
          .sorted()
          .collect(Collectors.toList());
    }
  }
}
