package no.samklang.practice;

import com.google.errorprone.annotations.CheckReturnValue;
import io.reactivex.rxjava3.core.Single;
import io.vertx.rxjava3.core.Vertx;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import no.samklang.demo.PlanStory;
import no.samklang.text.Language;
import no.samklang.text.Languages;

/** The story of a practice plan in each language, read when it is first asked for. Thread-safe. */
@CheckReturnValue
final class PracticeStories {
  private static final String RESOURCE = "/practice/%s.yaml";

  private final Vertx vertx;
  private final Map<String, PlanStory> stories = new ConcurrentHashMap<>();

  PracticeStories(Vertx vertx) {
    this.vertx = vertx;
  }

  /** The story in the language, or in the default one if it isn't told in that. */
  Single<PlanStory> in(Language language) {
    PlanStory story = stories.get(language.tag());
    return story == null
        ? vertx
            .rxExecuteBlocking(() -> read(language.tag()), false)
            .toSingle()
            .doOnSuccess(read -> stories.put(language.tag(), read))
        : Single.just(story);
  }

  static PlanStory read(String language) {
    return PlanStory.read(RESOURCE.formatted(language))
        .or(() -> PlanStory.read(RESOURCE.formatted(Languages.DEFAULT)))
        .orElseThrow();
  }
}
