package no.samklang.config;

import java.util.Arrays;
import java.util.List;

/** Blocks of IP addresses, written with commas between. */
public record AddressRanges(List<AddressRange> ranges) {
  public AddressRanges {
    ranges = List.copyOf(ranges);
  }

  /**
   * Reads {@code 10.0.0.0/8, 2001:db8::1}.
   *
   * @throws IllegalArgumentException with one line
   */
  static AddressRanges parse(String text) {
    return new AddressRanges(
        Arrays.stream(text.split(",")).map(String::strip).map(AddressRange::parse).toList());
  }
}
