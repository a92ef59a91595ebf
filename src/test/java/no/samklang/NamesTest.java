package no.samklang;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreeScanner;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import io.vertx.core.Handler;
import io.vertx.rxjava3.core.AbstractVerticle;
import java.io.IOException;
import java.lang.reflect.ParameterizedType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import no.samklang.concurrent.PeriodicJob;
import no.samklang.db.SqlReader;
import no.samklang.db.SqlWriter;
import org.junit.jupiter.api.Test;

/** Type names: each stands for one thing, and its ending says the type's role. */
@AnalyzeClasses(packages = "no.samklang", importOptions = ImportOption.DoNotIncludeTests.class)
class NamesTest {
  private static final List<Path> SOURCES =
      List.of(
          Path.of("src/main/java"),
          Path.of("src/test/java"),
          Path.of("src/bench/java"),
          Path.of("docker"));
  private static final String ROUTING_CONTEXT = ".RoutingContext"; // of Vert.x or of its Rx API
  private static final List<String> VAGUE =
      List.of("Impl", "Util", "Utils", "Manager", "Helper", "Store", "Register", "Info", "Data");
  // what is called so by others: a client's properties, and data for a demonstration
  private static final List<String> NOT_VAGUE = List.of("ClientInfo", "DemoData", "LargeData");

  @Test
  void noSimpleNameIsUsedTwice() throws IOException {
    Map<String, List<String>> places = new TreeMap<>();
    for (CompilationUnitTree unit : parsed()) {
      String file = unit.getSourceFile().getName();
      new TreeScanner<Void, Void>() {
        @Override
        public Void visitClass(ClassTree type, Void unused) {
          if (!type.getSimpleName().isEmpty()) {
            places
                .computeIfAbsent(type.getSimpleName().toString(), name -> new ArrayList<>())
                .add(file);
          }
          return super.visitClass(type, null);
        }
      }.scan(unit, null);
    }
    places.values().removeIf(files -> files.size() == 1);
    assertThat(places).isEmpty();
  }

  private static Iterable<? extends CompilationUnitTree> parsed() throws IOException {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
      JavacTask task =
          (JavacTask)
              compiler.getTask(
                  null, files, null, null, null, files.getJavaFileObjectsFromPaths(sources()));
      return task.parse();
    }
  }

  private static List<Path> sources() throws IOException {
    List<Path> all = new ArrayList<>();
    for (Path root : SOURCES) {
      try (Stream<Path> files = Files.walk(root)) {
        files.filter(file -> file.toString().endsWith(".java")).forEach(all::add);
      }
    }
    return all;
  }

  @ArchTest
  static void verticlesEndInVerticle(JavaClasses classes) {
    assertEnding(classes, AbstractVerticle.class, "Verticle");
  }

  @ArchTest
  static void throwablesEndInExceptionOrFailure(JavaClasses classes) {
    assertThat(
            classes.stream()
                .filter(type -> type.isAssignableTo(Throwable.class))
                .filter(type -> !isNestedInFailure(type))
                .map(JavaClass::getSimpleName))
        .allMatch(name -> name.endsWith("Exception") || name.endsWith("Failure"));
  }

  /** The cases of the closed set are named by what they are: {@code Failure.NotFound}. */
  private static boolean isNestedInFailure(JavaClass type) {
    return type.getEnclosingClass()
        .filter(outer -> outer.getSimpleName().equals("Failure"))
        .isPresent();
  }

  @ArchTest
  static void handlersOfRequestsEndInHandler(JavaClasses classes) {
    assertThat(
            classes.stream()
                .filter(type -> type.isAssignableTo(Handler.class) && !type.isAnonymousClass())
                .filter(type -> handlesRequests(type.reflect()))
                .map(JavaClass::getSimpleName))
        .isNotEmpty()
        .allMatch(name -> name.endsWith("Handler"));
  }

  private static boolean handlesRequests(Class<?> type) {
    return Arrays.stream(type.getGenericInterfaces())
        .filter(ParameterizedType.class::isInstance)
        .map(ParameterizedType.class::cast)
        .anyMatch(
            handler ->
                handler.getRawType() == Handler.class
                    && handler.getActualTypeArguments()[0].getTypeName().endsWith(ROUTING_CONTEXT));
  }

  @ArchTest
  static void repositoriesAndQueriesRunSql(JavaClasses classes) {
    assertThat(
            classes.stream()
                .filter(type -> endsIn(type, "Repository") || endsIn(type, "Query"))
                .filter(type -> !type.isRecord() && !type.isNestedClass())
                .filter(type -> !runsSql(type))
                .map(JavaClass::getSimpleName))
        .isEmpty();
  }

  private static boolean runsSql(JavaClass type) {
    return type.getDirectDependenciesFromSelf().stream()
        .map(dependency -> dependency.getTargetClass())
        .anyMatch(
            used ->
                used.isAssignableTo(SqlReader.class)
                    || used.isAssignableTo(SqlWriter.class)
                    || List.of("PlanReads", "PageStatement", "PlanTx", "Tx")
                        .contains(used.getSimpleName()));
  }

  @ArchTest
  static void whatMakesAPeriodicJobEndsInJob(JavaClasses classes) {
    assertThat(
            classes.stream()
                .filter(type -> !endsIn(type, "Slices"))
                .flatMap(type -> type.getMethods().stream())
                .filter(
                    method ->
                        method.getRawReturnType().isEquivalentTo(PeriodicJob.class)
                            && method.getOwner().getPackage() != null)
                .map(method -> method.getOwner().getSimpleName()))
        .isNotEmpty()
        .allMatch(name -> name.endsWith("Job"));
  }

  @ArchTest
  static void noVagueEndings(JavaClasses classes) {
    assertThat(
            classes.stream()
                .map(JavaClass::getSimpleName)
                .filter(name -> !NOT_VAGUE.contains(name)))
        .noneMatch(name -> VAGUE.stream().anyMatch(name::endsWith));
  }

  private static void assertEnding(JavaClasses classes, Class<?> role, String ending) {
    assertThat(
            classes.stream()
                .filter(type -> type.isAssignableTo(role))
                .map(JavaClass::getSimpleName))
        .isNotEmpty()
        .allMatch(name -> name.endsWith(ending));
  }

  private static boolean endsIn(JavaClass type, String ending) {
    return type.getSimpleName().endsWith(ending);
  }
}
