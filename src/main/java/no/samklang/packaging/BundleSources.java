package no.samklang.packaging;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;
import java.util.regex.Matcher;
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
  // not the import of a type in a comment
  private static final Pattern DYNAMIC_IMPORT =
      Pattern.compile("import\\([`']([^`']+\\.js)[`']\\)(?!\\.[A-Z])");
  private static final Pattern VARIABLE = Pattern.compile("\\$\\{[^}]*}");
  private static final String ANY = "ANY";
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
    Path shared = target.resolve("core/shared.js");
    for (Path module : loadedLater()) {
      String path = module.getParent().relativize(shared).toString().replace('\\', '/');
      prepend(module, "import '%s';%n".formatted(path));
    }
    bundleTexts(target.resolve("core/i18n.js"));
    divideTexts();
  }

  /**
   * Pages, and other modules that are imported when they are needed: one that didn't import what
   * pages share would divide it, into files that every page waits for.
   */
  private List<Path> loadedLater() throws IOException {
    List<Path> modules = find(target, ".js");
    StringJoiner paths = new StringJoiner("|");
    for (Path module : modules) {
      Matcher imports = DYNAMIC_IMPORT.matcher(Files.readString(module));
      while (imports.find()) {
        String name = VARIABLE.matcher(imports.group(1)).replaceAll(ANY);
        Path path = module.getParent().resolve(name).normalize();
        paths.add(Pattern.quote(path.toString()).replace(ANY, "\\E.+\\Q"));
      }
    }
    Pattern pattern = Pattern.compile(paths.toString());
    return modules.stream().filter(file -> pattern.matcher(file.toString()).matches()).toList();
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
    texts.importGroups(modules);
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
