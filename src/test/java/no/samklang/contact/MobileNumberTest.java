package no.samklang.contact;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.junit.jupiter.params.provider.ValueSource;

/** Numbers as entered, and as gateways require them (NOTIF-5). */
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
    "580 00 001, +4758000001",
    "\u202a+47 912 34 567\u202c, +4791234567",
    "９１２３４５６７, +4791234567",
    "+45 20 12 34 56, +4520123456",
    "+44 7911 123456, +447911123456",
    "41 23 45 67, +4741234567"
  })
  void isNormalizedToE164(String written, String e164) {
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
        "815 49 300",
        "810 00 000",
        "880 12 345",
        "850 12 345",
        "00000000",
        "12345678",
        "70000000",
        "+881 612345678",
        "+870 773112345",
        "+882 13123456",
        "+44 20 7946 0018",
        "+44 7600 123456",
        "+46 8 123 456 78",
        "kari@eksempel.example"
      })
  void anImpossibleMobileNumberIsEmpty(String written) {
    assertThat(MobileNumber.parse(written)).isEmpty();
  }

  /** The register may hold numbers that were accepted before. */
  @ParameterizedTest
  @CsvSource({"+4722112233, +4722112233", "22112233, +4722112233", "+881612345678, +881612345678"})
  void numbersOfEarlierRulesAreSentTo(String stored, String e164) {
    assertThat(MobileNumber.sendable(stored)).contains(new MobileNumber(e164));
  }

  @Test
  void toStringOmitsTheNumber() {
    assertThat(MobileNumber.parse("91234567").orElseThrow().toString()).doesNotContain("9123");
  }
}
