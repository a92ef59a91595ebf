package no.samklang.config;

import java.util.Arrays;
import java.util.List;

/** CIDR blocks, comma-separated. */
public record AddressRanges(List<AddressRange> ranges) {
  public AddressRanges {
    ranges = List.copyOf(ranges);
  }

  /**
   * Parses {@code 10.0.0.0/8, 2001:db8::1}.
   *
   * @throws IllegalArgumentException with a one-line message
   */
  static AddressRanges parse(String text) {
    return new AddressRanges(
        Arrays.stream(text.split(",")).map(String::strip).map(AddressRange::parse).toList());
  }
}
