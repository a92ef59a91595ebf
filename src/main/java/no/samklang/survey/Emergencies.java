package no.samklang.survey;

import java.time.Instant;
import java.util.List;

/** The types of the contract for what to do when it gets hard (SURV-2). */
final class Emergencies {
  private Emergencies() {}

  /**
   * Somebody to call.
   *
   * @param note when to call, or who it is; may be empty
   */
  record EmergencyContact(String name, String phone, String note) {
    EmergencyContact {
      note = note == null ? "" : note;
    }

    @Override
    public String toString() {
      return "EmergencyContact";
    }
  }

  /**
   * @param contacts in the order to call them
   */
  record EmergencyInput(String text, List<EmergencyContact> contacts) {
    EmergencyInput {
      contacts = contacts == null ? List.of() : contacts;
    }

    @Override
    public String toString() {
      return "EmergencyInput";
    }
  }

  /**
   * What to do and whom to call.
   *
   * @param version 0 if nothing has been written yet
   * @param updatedAt null if nothing has been written yet, as {@code updatedBy}
   */
  record Emergency(
      String text,
      List<EmergencyContact> contacts,
      int version,
      Instant updatedAt,
      String updatedBy) {
    @Override
    public String toString() {
      return "Emergency";
    }
  }
}
