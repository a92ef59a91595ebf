package no.samklang.demo;

import java.net.URI;

/** Text printed to the terminal when demo mode has started. */
public final class DemoBanner {
  private DemoBanner() {}

  public static String text(URI url) {
    return """

        Samklang is running:   %1$s

        Demo users, all with the password %2$s:
          koordinator, koordinator2   coordinators
          planeier                    owner of a plan
          mor                         next of kin, and guardian in another plan
          laerer                      teacher, hasn't accepted the terms of use yet
          lege                        doctor
          admin                       administers the municipality
          enhetsleder                 administers a unit of it
          fremmed                     in no plan
          nabo                        in another municipality
          person1 to person10000      instead of these, where --large has filled the database

        One-time codes and notices are shown, not sent:   %1$s/demo/outbox
        Stop with Ctrl+C. What you do is kept till the next start.
        """
        .formatted(url, DemoData.PASSWORD);
  }
}
