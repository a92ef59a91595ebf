package no.samklang;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleNameEndingWith;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The arrows that may exist between the rooms of the house. */
@AnalyzeClasses(packages = "no.samklang", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
  private static final String[] GROUND = {
    "no.samklang.bus",
    "no.samklang.contact",
    "no.samklang.id",
    "no.samklang.config",
    "no.samklang.db",
    "no.samklang.work",
    "no.samklang.pdf",
    "no.samklang.trace",
    "no.samklang.metrics",
    "no.samklang.operation"
  };
  private static final String[] FEATURES = {
    "no.samklang.access",
    "no.samklang.auth",
    "no.samklang.draft",
    "no.samklang.participant",
    "no.samklang.person",
    "no.samklang.plan",
    "no.samklang.message",
    "no.samklang.consent",
    "no.samklang.log",
    "no.samklang.notify",
    "no.samklang.organisation",
    "no.samklang.live",
    "no.samklang.demo"
  };

  @ArchTest
  static final ArchRule ROOMS_FORM_NO_CYCLE =
      slices().matching("no.samklang.(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule THE_GROUND_KNOWS_NO_FEATURE =
      noClasses()
          .that()
          .resideInAnyPackage(GROUND)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(FEATURES);

  @ArchTest
  static final ArchRule NO_FEATURE_KNOWS_HTTP =
      noClasses()
          .that()
          .resideInAnyPackage(FEATURES)
          .and()
          .haveSimpleNameNotEndingWith("DemoRoutes")
          .and()
          .haveSimpleNameNotEndingWith("SessionAuthenticator")
          .should()
          .dependOnClassesThat(resideInAPackage("no.samklang.http"));

  @ArchTest
  static final ArchRule HTTP_KNOWS_NO_FEATURE =
      noClasses()
          .that()
          .resideInAPackage("no.samklang.http")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(FEATURES);

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
          .resideOutsideOfPackages("no.samklang.config", "no.samklang")
          .should()
          .callMethod(System.class, "getenv", String.class)
          .orShould()
          .callMethod(System.class, "getProperty", String.class);

  @ArchTest
  static final ArchRule SQL_IS_RUN_BY_STORES =
      noClasses()
          .that(resideInAnyPackage(FEATURES))
          .and(com.tngtech.archunit.base.DescribedPredicate.not(simpleNameEndingWith("Routes")))
          .should()
          .dependOnClassesThat(
              resideInAnyPackage("java.sql..", "io.vertx.pgclient..", "org.flywaydb.."));

  @ArchTest
  static final ArchRule VERTICLES_ARE_NAMED_SO =
      classes()
          .that()
          .areAssignableTo(io.vertx.rxjava3.core.AbstractVerticle.class)
          .should()
          .haveSimpleNameEndingWith("Verticle");

  @ArchTest
  static void noVagueNames(JavaClasses house) {
    List<String> vague = List.of("Impl", "Util", "Utils", "Manager", "Helper");
    assertThat(house.stream().map(JavaClass::getSimpleName))
        .noneMatch(name -> vague.stream().anyMatch(name::endsWith));
  }

  @Test
  void everyRoomSaysWhatItIsFor() throws IOException {
    try (Stream<Path> folders = Files.walk(Path.of("src/main/java/no/samklang"))) {
      assertThat(
              folders
                  .filter(Files::isDirectory)
                  .filter(folder -> !Files.exists(folder.resolve("package-info.java"))))
          .isEmpty();
    }
  }
}
