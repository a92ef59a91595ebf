package no.samklang.http;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Single;
import io.vertx.rxjava3.core.Vertx;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The pages as they are served: loaded once for all instances, concurrently with the rest of
 * start-up.
 *
 * @param index index.html for each address, by the tag of a language
 */
@CheckReturnValue
public record ServedPages(PageManifest manifest, Map<String, IndexPages> index) {
  /**
   * Loads them on a worker thread, on subscription.
   *
   * @param sources directory of the pages' sources, when they are served as they are
   */
  public static Single<ServedPages> load(Vertx vertx, Optional<Path> sources) {
    return vertx
        .rxExecuteBlocking(
            () -> of(sources.map(PageManifest::ofSources).orElseGet(PageManifest::packaged)), false)
        .toSingle();
  }

  private static ServedPages of(PageManifest manifest) {
    return new ServedPages(
        manifest,
        manifest.languages().stream()
            .collect(
                Collectors.toUnmodifiableMap(
                    pages -> pages.language().tag(),
                    pages -> new IndexPages(pages, manifest.icons()))));
  }
}
