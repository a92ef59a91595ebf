package no.samklang.config;

import java.util.Locale;
import java.util.Map;

/** Years after closing during which a plan can't be deleted (PLAN-9), by its type. */
public record PlanRetentionSettings(int ip, int sl, int iop, int iup, int ko) {
  private static final int MAX_YEARS = 100;

  public PlanRetentionSettings {
    byType(ip, sl, iop, iup, ko)
        .forEach(
            (type, years) ->
                SettingChecks.between(type.toLowerCase(Locale.ROOT), years, 1, MAX_YEARS));
  }

  /** By the contract's plan type. */
  public Map<String, Integer> byType() {
    return byType(ip, sl, iop, iup, ko);
  }

  private static Map<String, Integer> byType(int ip, int sl, int iop, int iup, int ko) {
    return Map.of("IP", ip, "SL", sl, "IOP", iop, "IUP", iup, "KO", ko);
  }
}
