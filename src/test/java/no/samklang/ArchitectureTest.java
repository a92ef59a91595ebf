package no.samklang;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleNameEndingWith;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The arrows that may exist between packages. */
@AnalyzeClasses(packages = "no.samklang", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
  private static final Pattern INTERNAL_IMPORT =
      Pattern.compile("(?m)^import (?!no\\.samklang)\\S+\\.(impl|internal)\\.");
  // names the test that fails when the library changes
  private static final Pattern REASON =
      Pattern.compile(
          "(?s)(internal|implementation class|public accessor).{0,200}?(\\w+(Test|IT)\\b|a test)");
  private static final Pattern TEST_NAME = Pattern.compile("\\b[A-Z][a-z]\\w+(IT|Test)\\b");
  private static final String[] GROUND = {
    "no.samklang.event..",
    "no.samklang.error..",
    "no.samklang.json..",
    "no.samklang.security..",
    "no.samklang.contact..",
    "no.samklang.text..",
    "no.samklang.id..",
    "no.samklang.config..",
    "no.samklang.db..",
    "no.samklang.concurrent..",
    "no.samklang.gateway..",
    "no.samklang.pdf..",
    "no.samklang.picture..",
    "no.samklang.trace..",
    "no.samklang.metrics..",
    "no.samklang.operation.."
  };
  private static final String[] SLICES = {
    "no.samklang.access..",
    "no.samklang.auth..",
    "no.samklang.formdraft..",
    "no.samklang.participant..",
    "no.samklang.person..",
    "no.samklang.plan..",
    "no.samklang.deletion..",
    "no.samklang.practice..",
    "no.samklang.message..",
    "no.samklang.consent..",
    "no.samklang.document..",
    "no.samklang.print..",
    "no.samklang.archive..",
    "no.samklang.audit..",
    "no.samklang.notification..",
    "no.samklang.organisation..",
    "no.samklang.overview..",
    "no.samklang.help..",
    "no.samklang.live..",
    "no.samklang.demo.."
  };

  @ArchTest
  static final ArchRule PACKAGES_FORM_NO_CYCLE =
      slices().matching("no.samklang.(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule NO_GROUND_PACKAGE_KNOWS_A_SLICE =
      noClasses()
          .that()
          .resideInAnyPackage(GROUND)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(SLICES);

  @ArchTest
  static final ArchRule NO_SLICE_KNOWS_HTTP =
      noClasses()
          .that()
          .resideInAnyPackage(SLICES)
          .and()
          .haveSimpleNameNotEndingWith("DemoRoutes")
          .and()
          .haveSimpleNameNotEndingWith("SessionAuthenticator")
          .should()
          .dependOnClassesThat(resideInAPackage("no.samklang.http.."));

  @ArchTest
  static final ArchRule HTTP_KNOWS_NO_SLICE =
      noClasses()
          .that()
          .resideInAPackage("no.samklang.http..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(SLICES);

  @ArchTest
  static final ArchRule ONLY_MAIN_KNOWS_ALL =
      noClasses()
          .that()
          .resideOutsideOfPackage("no.samklang")
          .should()
          .dependOnClassesThat(resideInAPackage("no.samklang"));

  @ArchTest
  static final ArchRule FILES_AND_ENVIRONMENT_ARE_READ_BY_CONFIG =
      noClasses()
          .that()
          .resideOutsideOfPackages("no.samklang.config", "no.samklang", "no.samklang.packaging")
          .should()
          .callMethod(System.class, "getenv", String.class)
          .orShould()
          .callMethod(System.class, "getProperty", String.class);

  @ArchTest
  static final ArchRule NO_SLICE_KNOWS_A_DRIVER =
      noClasses()
          .that(resideInAnyPackage(SLICES))
          .and(com.tngtech.archunit.base.DescribedPredicate.not(simpleNameEndingWith("Routes")))
          .should()
          .dependOnClassesThat(
              resideInAnyPackage("java.sql..", "io.vertx.pgclient..", "org.flywaydb.."));

  /** What a library calls internal may change in any version: the reason stands beside its use. */
  @Test
  void internalsOfLibrariesAreUsedForAStatedReason() throws IOException {
    try (Stream<Path> files = Files.walk(Path.of("src/main/java/no/samklang"))) {
      assertThat(
              files.filter(file -> file.toString().endsWith(".java")).map(ArchitectureTest::read))
          .filteredOn(source -> INTERNAL_IMPORT.matcher(source).find())
          .isNotEmpty()
          .allMatch(source -> REASON.matcher(comments(source)).find());
    }
  }

  @Test
  void testsThatCommentsNameExist() throws IOException {
    try (Stream<Path> files = Files.walk(Path.of("src/main/java/no/samklang"));
        Stream<Path> tests = Files.walk(Path.of("src/test/java/no/samklang"))) {
      List<String> existing =
          tests.map(file -> file.getFileName().toString().replace(".java", "")).toList();
      assertThat(
              files
                  .filter(file -> file.toString().endsWith(".java"))
                  .map(file -> comments(read(file)))
                  .flatMap(comments -> TEST_NAME.matcher(comments).results())
                  .map(MatchResult::group))
          .isNotEmpty()
          .isSubsetOf(existing);
    }
  }

  private static String comments(String source) {
    return source
        .lines()
        .map(String::strip)
        .filter(line -> line.startsWith("*") || line.startsWith("/*") || line.startsWith("//"))
        .collect(Collectors.joining("\n"));
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void everyPackageSaysWhatItIsFor() throws IOException {
    try (Stream<Path> folders = Files.walk(Path.of("src/main/java/no/samklang"))) {
      assertThat(
              folders
                  .filter(Files::isDirectory)
                  .filter(folder -> !Files.exists(folder.resolve("package-info.java"))))
          .isEmpty();
    }
  }
}
