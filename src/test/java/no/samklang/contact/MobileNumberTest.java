package no.samklang.contact;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.junit.jupiter.params.provider.ValueSource;

/** Numbers as people write them, and as gateways want them (NOTIF-5). */
class MobileNumberTest {
  @ParameterizedTest
  @CsvSource({
    "91234567, +4791234567",
    "912 34 567, +4791234567",
    "+47 912 34 567, +4791234567",
    "0047 91 23 45 67, +4791234567",
    "4791234567, +4791234567",
    "(+47) 912-34-567, +4791234567",
    "+46 70 123 45 67, +46701234567",
    "0046701234567, +46701234567",
    "+1 202 555 0123, +12025550123",
    "+4790000001, +4790000001",
    "59000001, +4759000001",
    "41 23 45 67, +4741234567"
  })
  void isWrittenInOneWay(String written, String e164) {
    assertThat(MobileNumber.parse(written)).contains(new MobileNumber(e164));
  }

  @ParameterizedTest
  @NullAndEmptySource
  @ValueSource(
      strings = {
        "kari",
        "1234567",
        "912345678",
        "+47 9123456",
        "02800",
        "+999 12345678",
        "+47",
        "91234567 ext. 5",
        "22 11 22 33",
        "+47 22112233",
        "21000000",
        "800 33 033",
        "820 12 345",
        "kari@eksempel.example"
      })
  void whatNoMobileCanHaveIsNone(String written) {
    assertThat(MobileNumber.parse(written)).isEmpty();
  }

  @Test
  void isNotToldInPassing() {
    assertThat(MobileNumber.parse("91234567").orElseThrow().toString()).doesNotContain("9123");
  }
}
