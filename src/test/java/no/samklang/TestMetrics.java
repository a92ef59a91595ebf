package no.samklang;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Metrics in Prometheus' text format: each line is a comment or a sample. */
public record TestMetrics(String text, List<MetricSample> samples) {
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final String NAME = "[a-zA-Z_:][a-zA-Z0-9_:]*";
  private static final String LABEL = "[a-zA-Z_][a-zA-Z0-9_]*=\"(?:[^\"\\\\\n]|\\\\[\"\\\\n])*\"";
  private static final Pattern SAMPLE =
      Pattern.compile("(" + NAME + ")(?:\\{((?:" + LABEL + ",?)*)})? (\\S+)");
  private static final Pattern COMMENT = Pattern.compile("# (HELP|TYPE) " + NAME + " .+");

  /** One sample; labels unparsed. */
  public record MetricSample(String name, String labels, double value) {
    boolean is(String wanted, String... wantedLabels) {
      return name.equals(wanted) && List.of(wantedLabels).stream().allMatch(labels::contains);
    }
  }

  static TestMetrics at(String address) {
    try {
      HttpResponse<String> answer =
          HTTP.send(
              HttpRequest.newBuilder(URI.create(address)).build(),
              HttpResponse.BodyHandlers.ofString());
      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(answer.headers().firstValue("Content-Type").orElse(""))
          .startsWith("text/plain; version=0.0.4");
      return of(answer.body());
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Parses the text; fails on an invalid line. */
  public static TestMetrics of(String text) {
    return new TestMetrics(
        text,
        text.lines()
            .filter(line -> !COMMENT.matcher(line).matches())
            .map(TestMetrics::sample)
            .toList());
  }

  private static MetricSample sample(String line) {
    Matcher parts = SAMPLE.matcher(line);
    assertThat(parts.matches()).as(line).isTrue();
    String labels = parts.group(2) == null ? "" : parts.group(2);
    return new MetricSample(parts.group(1), labels, number(parts.group(3)));
  }

  private static double number(String text) {
    return text.equals("+Inf") ? Double.POSITIVE_INFINITY : Double.parseDouble(text);
  }

  /** Sum of the samples with this name and all of the labels, given as {@code status="200"}. */
  public double sum(String name, String... labels) {
    return samples.stream()
        .filter(sample -> sample.is(name, labels))
        .mapToDouble(MetricSample::value)
        .sum();
  }

  public boolean has(String name, String... labels) {
    return samples.stream().anyMatch(sample -> sample.is(name, labels));
  }
}
