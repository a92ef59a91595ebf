package no.samklang.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordingFile;

/** Samples the service's stacks during a row and prints the most frequent methods. */
final class StackSampler {
  private static final int MAX_SHOWN = 20;

  private final String row;
  private final ChildProcess service;
  private final Path file;

  private StackSampler(String row, ChildProcess service, Path file) {
    this.row = row;
    this.service = service;
    this.file = file;
  }

  /** Starts sampling if the options name this row; otherwise a no-op. */
  static StackSampler start(String row, BenchOptions options, ChildProcess service)
      throws IOException, InterruptedException {
    boolean wanted = row.equals(options.profile());
    Path file = options.target().resolve("bench").resolve(row + ".jfr");
    if (wanted) {
      service.jcmd("JFR.start", "name=bench", "settings=profile");
    }
    return new StackSampler(row, wanted ? service : null, file);
  }

  void stop() throws IOException, InterruptedException {
    if (service != null) {
      service.jcmd("JFR.stop", "name=bench", "filename=" + file);
      print();
    }
  }

  private void print() throws IOException {
    Map<String, Integer> top = new HashMap<>();
    Map<String, Integer> anywhere = new HashMap<>();
    int samples = 0;
    try (RecordingFile recording = new RecordingFile(file)) {
      while (recording.hasMoreEvents()) {
        RecordedEvent event = recording.readEvent();
        if (event.getEventType().getName().equals("jdk.ExecutionSample")) {
          samples++;
          count(event, top, anywhere);
        }
      }
    }
    show("Top frames of the service, " + row, top, samples);
    show("Methods of no.samklang anywhere in the stack", anywhere, samples);
  }

  private static void count(
      RecordedEvent event, Map<String, Integer> top, Map<String, Integer> anywhere) {
    var frames = event.getStackTrace().getFrames();
    top.merge(name(frames.get(0)), 1, Integer::sum);
    frames.stream()
        .map(StackSampler::name)
        .filter(name -> name.startsWith("no.samklang") && !name.contains("$$Lambda"))
        .distinct()
        .forEach(name -> anywhere.merge(name, 1, Integer::sum));
  }

  private static String name(RecordedFrame frame) {
    return frame.getMethod().getType().getName() + "." + frame.getMethod().getName();
  }

  private static void show(String title, Map<String, Integer> counts, int samples) {
    Bench.print(title + " (" + samples + " samples):");
    counts.entrySet().stream()
        .sorted(Map.Entry.<String, Integer>comparingByValue(Comparator.reverseOrder()))
        .limit(MAX_SHOWN)
        .forEach(
            entry ->
                Bench.print(
                    "  %5.1f %%  %s"
                        .formatted(100.0 * entry.getValue() / samples, entry.getKey())));
  }
}
