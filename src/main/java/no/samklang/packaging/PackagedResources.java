package no.samklang.packaging;

import java.io.IOException;
import java.nio.file.Path;
import no.samklang.config.Settings;
import no.samklang.http.openapi.LoadedContract;
import no.samklang.text.Languages;
import no.samklang.text.TextFiles;

/** Writes the contract and the default settings as JSON, and bundles the pages. */
public final class PackagedResources {
  private PackagedResources() {}

  /**
   * @param args the directory of the compiled classes, the directory of the pages' sources, and a
   *     directory for intermediate files
   */
  public static void main(String[] args) throws IOException {
    Path classes = Path.of(args[0]);
    LoadedContract.write(classes);
    Settings.writeDefaults(classes);
    Path webroot = Path.of(args[1]);
    Languages languages = TextFiles.languages(webroot);
    TextCheck.require(webroot, languages);
    PropertyTextCheck.require(classes, languages);
    new WebBundle(webroot, languages, Path.of(args[2]), classes.resolve("web")).write();
  }
}
