package no.samklang.participant;

import io.vertx.core.json.JsonObject;
import io.vertx.rxjava3.sqlclient.Row;
import java.util.EnumMap;
import java.util.Map;
import no.samklang.access.AccessPolicy;
import no.samklang.access.Membership;
import no.samklang.access.Right;
import no.samklang.access.Rights;
import no.samklang.access.Role;
import no.samklang.auth.TakeoverProtectionPolicy;
import no.samklang.db.RowValues;
import no.samklang.id.ParticipantId;
import no.samklang.participant.Cards.Card;
import no.samklang.participant.Cards.CardAccount;
import no.samklang.participant.Cards.CardPermissions;
import no.samklang.participant.Cards.Period;
import no.samklang.participant.Participants.Channels;
import no.samklang.participant.Participants.Notifications;
import no.samklang.participant.Participants.NotifiedEvent;
import no.samklang.person.PersonCard;

/**
 * Selects the fields of a card that the caller may see: all of the own card, most for a coordinator
 * or a decision-maker (PERSON-4).
 */
final class CardView {
  private final Membership me;
  private final Row row;
  private final Role role;
  private final boolean isOwn;
  private final boolean administers;
  private final TakeoverProtectionPolicy accountPolicy;

  private CardView(Membership me, Row row) {
    this.me = me;
    this.row = row;
    this.role = Role.valueOf(row.getString("role"));
    this.isOwn = row.getBoolean("is_me");
    this.administers = grants(Right.ADMINISTER);
    this.accountPolicy = TakeoverProtectionPolicy.of(row);
  }

  static Card of(Membership me, Row row) {
    return new CardView(me, row).card();
  }

  private Card card() {
    PersonCard person = PersonCard.of(row);
    int ownVersion = row.getInteger("participant_version");
    boolean seesRights = isOwn || grants(Right.SEE_RIGHTS);
    return new Card(
        new ParticipantId(row.getUUID("id")),
        ownVersion + person.version(),
        role,
        isOwn,
        RowValues.instant(row, "since"),
        row.getString("responsibility"),
        RepresentedService.of(row),
        row.getLocalDate("ends_on"),
        ConsentPeriod.of(row, me.today()),
        seesRights ? RowValues.instant(row, "consent_ended_at") : null,
        seesRights ? row.getString("consent_ended_by_name") : null,
        row.getBoolean("is_open"),
        isOnlyCoordinator(),
        isUnconfirmedGuardian(),
        seesRights && row.getBoolean("log_withheld"),
        seesRights ? row.getString("consent_scope") : null,
        substitute(),
        seesAll() ? person : person.acrossPlansOnly(),
        seesRights ? rights() : null,
        seesRights ? rights().deviateFromStart(role) : null,
        seesRights ? row.getString("rights_reason") : null,
        mayDecideRights() ? defaults(row.get(JsonObject.class, "defaults")) : null,
        limit(),
        ownVersion,
        isOwn || administers ? notifications(row.get(JsonObject.class, "preferences")) : null,
        isOwn || administers ? account() : null,
        may());
  }

  private Rights rights() {
    return Rights.of(role, row.getString("rights"));
  }

  private boolean grants(Right right) {
    return AccessPolicy.isGranted(me, right);
  }

  private boolean seesAll() {
    return isOwn || (!me.planClosed() && (administers || me.rights().editPerson()));
  }

  private boolean isOnlyCoordinator() {
    return role == Role.COORDINATOR && !row.getBoolean("has_other_coordinator");
  }

  private boolean isUnconfirmedGuardian() {
    return role == Role.GUARDIAN && !row.getBoolean("authority_confirmed");
  }

  private Period substitute() {
    return row.getLocalDate("substitute_from") == null
        ? null
        : new Period(row.getLocalDate("substitute_from"), row.getLocalDate("substitute_until"));
  }

  private CardAccount account() {
    if (row.getString("username") == null) {
      return null;
    }
    return isOwn || !accountPolicy.hasLoggedIn() || accountPolicy.mayGivePassword()
        ? new CardAccount(
            row.getString("username"),
            row.getString("code_channel"),
            RowValues.instant(row, "last_login_at"),
            "TEMPORARY".equals(row.getString("password_state")))
        : new CardAccount(null, null, null, null);
  }

  private CardPermissions may() {
    boolean mayGiveAccounts = !isOwn && grants(Right.GIVE_ACCOUNTS);
    boolean mayManageAccount = mayGiveAccounts && accountPolicy.mayGivePassword();
    boolean mayEdit = grants(Right.EDIT_PERSONS) || (isOwn && grants(Right.EDIT_OWN_CARD));
    return new CardPermissions(
        mayEdit,
        mayDecideRights(),
        grants(Right.CHANGE_PLAN) && role != Role.OWNER && !(isCoordinator() && me.substitute()),
        isOwn || administers,
        accountPolicy.hasAccount() ? isOwn || mayManageAccount : grants(Right.GIVE_ACCOUNTS),
        accountPolicy.hasAccount() && mayManageAccount,
        role != Role.OWNER && (isOwn || mayRemove()),
        mayEdit,
        mayGiveConsent(),
        mayWithdrawConsent(),
        (role == Role.PROVIDER || standsForService()) && grants(Right.CHANGE_PLAN),
        mayReplace(),
        !isOwn && administers && !me.planClosed(),
        !isOwn && isUnconfirmedGuardian() && grants(Right.CONFIRM_GUARDIAN),
        row.getBoolean("log_withheld") && grants(Right.SHOW_WITHHELD_LOG));
  }

  private boolean mayReplace() {
    return !isOwn
        && role == Role.PROVIDER
        && standsForService()
        && row.getBoolean("is_open")
        && grants(Right.ADD_PARTICIPANTS);
  }

  private boolean standsForService() {
    return RepresentedService.of(row) != null;
  }

  private boolean mayGiveConsent() {
    return grants(Right.RENEW_CONSENT)
        && consentState().mayBeGiven(null)
        && (!consentState().withdrawnByOwner() || me.hasOwnerAuthority());
  }

  private boolean mayWithdrawConsent() {
    return grants(Right.WITHDRAW_CONSENT)
        && consentState().needsConsent()
        && !consentState().withdrawn();
  }

  private ParticipantConsentState consentState() {
    return ParticipantConsentState.of(row);
  }

  private boolean mayDecideRights() {
    return grants(Right.DECIDE_RIGHTS) && role != Role.OWNER;
  }

  private Rights limit() {
    boolean isLimited = mayDecideRights() && !me.hasOwnerAuthority();
    return isLimited ? Rights.limit(row.getString("rights_limit")) : null;
  }

  static Map<Role, Rights> defaults(JsonObject byRole) {
    Map<Role, Rights> defaults = new EnumMap<>(Role.class);
    for (Role role : Role.values()) {
      defaults.put(role, Rights.of(role, byRole.getJsonObject(role.name()).encode()));
    }
    return defaults;
  }

  private boolean isCoordinator() {
    return role == Role.COORDINATOR;
  }

  private boolean mayRemove() {
    return grants(Right.REMOVE_PARTICIPANTS)
        && (!isCoordinator() || (me.isCoordinator() && !me.substitute()));
  }

  /** All events; those without a preference get {@link Channels#NONE}. */
  static Notifications notifications(JsonObject preferences) {
    Map<NotifiedEvent, Channels> events = new EnumMap<>(NotifiedEvent.class);
    for (NotifiedEvent event : NotifiedEvent.values()) {
      JsonObject channels = preferences == null ? null : preferences.getJsonObject(event.name());
      events.put(
          event,
          channels == null
              ? Channels.NONE
              : new Channels(channels.getBoolean("sms"), channels.getBoolean("email")));
    }
    return new Notifications(events);
  }
}
