package no.samklang.person;

/**
 * The grades of an address block (PERSON-13). {@code R__person_address_block.sql} decides who sees
 * what of a blocked person.
 */
public enum AddressBlock {
  /**
   * "Fortrolig": address, workplace, phones and places are shown to the person and the person's
   * coordinators only.
   */
  CONFIDENTIAL,
  /** "Strengt fortrolig": also never found by search, and added to plans by administrators only. */
  STRICTLY_CONFIDENTIAL;

  /**
   * @param name null for no block
   */
  static AddressBlock of(String name) {
    return name == null ? null : valueOf(name);
  }
}
