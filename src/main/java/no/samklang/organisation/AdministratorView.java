package no.samklang.organisation;

/**
 * Who administers a municipality, and how they are reached.
 *
 * @param mobile null when absent or hidden (PERSON-4), as {@code phone}
 */
record AdministratorView(String name, String email, String mobile, String phone) {
  @Override
  public String toString() {
    return "AdministratorView";
  }
}
