package no.samklang.participant;

import io.vertx.core.json.JsonObject;
import io.vertx.rxjava3.sqlclient.Row;
import java.util.EnumMap;
import java.util.Map;
import no.samklang.access.Access;
import no.samklang.access.Membership;
import no.samklang.access.Right;
import no.samklang.access.Rights;
import no.samklang.access.Role;
import no.samklang.auth.Standing;
import no.samklang.db.Rows;
import no.samklang.id.ParticipantId;
import no.samklang.participant.Cards.AccountOf;
import no.samklang.participant.Cards.Card;
import no.samklang.participant.Cards.May;
import no.samklang.participant.Cards.Period;
import no.samklang.participant.Participants.Channels;
import no.samklang.participant.Participants.Notifications;
import no.samklang.participant.Participants.NotifiedEvent;
import no.samklang.person.PersonCard;

/** Who sees what of a card: oneself all, who runs the plan or decides in it most (PERSON-4). */
final class CardView {
  private final Membership me;
  private final Row row;
  private final Role role;
  private final boolean own;
  private final boolean runs;
  private final Standing standing;

  private CardView(Membership me, Row row) {
    this.me = me;
    this.row = row;
    this.role = Role.valueOf(row.getString("role"));
    this.own = row.getBoolean("is_me");
    this.runs = grants(Right.ADMINISTER);
    this.standing = Standing.of(row);
  }

  static Card of(Membership me, Row row) {
    return new CardView(me, row).card();
  }

  private Card card() {
    PersonCard person = PersonCard.of(row);
    int ownVersion = row.getInteger("participant_version");
    boolean decides = own || grants(Right.SEE_RIGHTS);
    return new Card(
        new ParticipantId(row.getUUID("id")),
        ownVersion + person.version(),
        role,
        own,
        Rows.instant(row, "since"),
        row.getString("responsibility"),
        row.getLocalDate("ends_on"),
        row.getBoolean("is_open"),
        isOnlyCoordinator(),
        decides ? row.getString("consent_scope") : null,
        substitute(),
        seesAll() ? person : person.acrossPlansOnly(),
        decides ? Rights.of(role, row.getString("rights")) : null,
        mayDecideRights() ? defaults(row.get(JsonObject.class, "defaults")) : null,
        limit(),
        ownVersion,
        own || runs ? notifications(row.get(JsonObject.class, "wishes")) : null,
        own || runs ? account() : null,
        may());
  }

  private boolean grants(Right right) {
    return Access.grants(me, right);
  }

  private boolean seesAll() {
    return own || (!me.closed() && (runs || me.rights().editPerson()));
  }

  private boolean isOnlyCoordinator() {
    return role == Role.COORDINATOR && !row.getBoolean("has_other_coordinator");
  }

  private Period substitute() {
    return row.getLocalDate("substitute_from") == null
        ? null
        : new Period(row.getLocalDate("substitute_from"), row.getLocalDate("substitute_until"));
  }

  private AccountOf account() {
    if (row.getString("username") == null) {
      return null;
    }
    return own || !standing.used() || standing.mayGivePassword()
        ? new AccountOf(
            row.getString("username"),
            row.getString("code_channel"),
            Rows.instant(row, "last_login_at"),
            "TEMPORARY".equals(row.getString("password_state")))
        : new AccountOf(null, null, null, null);
  }

  private May may() {
    boolean gives = !own && grants(Right.GIVE_ACCOUNTS);
    boolean manages = gives && standing.mayGivePassword();
    boolean edits = grants(Right.EDIT_PERSONS) || (own && grants(Right.EDIT_OWN_CARD));
    return new May(
        edits,
        mayDecideRights(),
        grants(Right.CHANGE_PLAN) && role != Role.OWNER && !(isRun() && me.substitute()),
        own || runs,
        standing.hasAccount() ? own || manages : grants(Right.GIVE_ACCOUNTS),
        standing.hasAccount() && manages,
        role != Role.OWNER && (own || mayRemove()),
        edits);
  }

  private boolean mayDecideRights() {
    return grants(Right.DECIDE_RIGHTS) && role != Role.OWNER;
  }

  private Rights limit() {
    boolean binds = mayDecideRights() && !me.decides();
    return binds ? Rights.limit(row.getString("rights_limit")) : null;
  }

  private static Map<Role, Rights> defaults(JsonObject byRole) {
    Map<Role, Rights> defaults = new EnumMap<>(Role.class);
    for (Role role : Role.values()) {
      defaults.put(role, Rights.of(role, byRole.getJsonObject(role.name()).encode()));
    }
    return defaults;
  }

  private boolean isRun() {
    return role == Role.COORDINATOR;
  }

  private boolean mayRemove() {
    return grants(Right.REMOVE_PARTICIPANTS)
        && (!isRun() || (me.isCoordinator() && !me.substitute()));
  }

  /** All events, also those that nothing has been chosen for. */
  static Notifications notifications(JsonObject chosen) {
    Map<NotifiedEvent, Channels> events = new EnumMap<>(NotifiedEvent.class);
    for (NotifiedEvent event : NotifiedEvent.values()) {
      JsonObject channels = chosen == null ? null : chosen.getJsonObject(event.name());
      events.put(
          event,
          channels == null
              ? Channels.NONE
              : new Channels(channels.getBoolean("sms"), channels.getBoolean("email")));
    }
    return new Notifications(events);
  }
}
