import { api } from '../../core/api.js';
import { notify } from '../../core/notify.js';
import { explain } from '../../core/problem.js';
import { t } from '../../core/i18n.js';
import { changesBetween, withChanges } from './rights.js';

const DELAY_MS = 350;

/**
 * @typedef {import('contract').PlanRights['items'][number]} ParticipantRights
 * @typedef {import('./rights.js').RightsChange} RightsChange
 *
 * @typedef {object} Change
 * @property {ParticipantRights} row as it was when the change began
 * @property {import('contract').Rights} wanted
 * @property {boolean} undoing
 *
 * @typedef {object} RightsConflict
 * @property {RightsChange[]} mine not saved
 * @property {RightsChange[]} theirs saved by somebody else meanwhile
 */

/**
 * Changes the rights of participants one by one, at once, with Angre (PART-2). Changes of the same participant in quick
 * succession, as by arrow keys, are saved together. Another's change is never overwritten: it is shown, with a choice.
 */
export class RightsChanges {
  /** @type {Map<string, RightsConflict>} by participant */
  conflicts = new Map();
  #host;
  #planId;
  #mayRaise;
  #onSaved;
  /** @type {Map<string, Change>} by participant, not saved yet */
  #changes = new Map();
  #timers = new Map();
  #sending = new Set();

  /**
   * @param {import('lit').ReactiveControllerHost} host
   * @param {object} options
   * @param {() => string} options.planId
   * @param {(row: ParticipantRights) => boolean} options.mayRaise whether the user may give back what was taken away
   * @param {(card: import('contract').ParticipantCard) => void} options.onSaved also when somebody else had changed the rights
   */
  constructor(host, { planId, mayRaise, onSaved }) {
    this.#host = host;
    this.#planId = planId;
    this.#mayRaise = mayRaise;
    this.#onSaved = onSaved;
    host.addController(this);
  }

  hostDisconnected() {
    for (const participantId of this.#changes.keys()) this.#sendNow(participantId);
  }

  /**
   * @param {ParticipantRights} row
   * @returns {import('contract').Rights} with the changes that aren't saved yet
   */
  shown(row) {
    return this.#changes.get(row.participantId)?.wanted ?? row.rights;
  }

  /**
   * @param {ParticipantRights} row
   * @param {RightsChange[]} changes
   */
  change(row, changes) {
    this.#start(row, changes, false);
  }

  #start(row, changes, undoing) {
    const { participantId } = row;
    const pending = this.#changes.get(participantId);
    const wanted = withChanges(this.shown(row), changes);
    this.#changes.set(participantId, { row: pending?.row ?? row, wanted, undoing });
    this.conflicts.delete(participantId);
    this.#schedule(participantId);
  }

  #schedule(participantId) {
    clearTimeout(this.#timers.get(participantId));
    this.#timers.set(participantId, setTimeout(() => this.#sendNow(participantId), DELAY_MS));
    this.#host.requestUpdate();
  }

  #sendNow(participantId) {
    clearTimeout(this.#timers.get(participantId));
    const change = this.#changes.get(participantId);
    if (!change || this.#sending.has(participantId)) return;
    if (changesBetween(change.row.rights, change.wanted).length === 0) return this.#forget(participantId);
    void this.#send(change);
  }

  #forget(participantId) {
    this.#changes.delete(participantId);
    this.#host.requestUpdate();
  }

  async #send(change) {
    const { row, wanted } = change;
    const { participantId, role, endsOn, consentScope, rightsVersion: version } = row; // the reason stays as it is
    this.#sending.add(participantId);
    try {
      const path = `/plans/${this.#planId()}/participants/${participantId}/rights`;
      this.#saved(change, await api.put(path, { role, rights: wanted, endsOn, consentScope }, { version }));
    } catch (problem) {
      this.#refused(change, problem);
    } finally {
      this.#sending.delete(participantId);
    }
    if (this.#changes.has(participantId)) this.#schedule(participantId);
  }

  // What was changed while it was being saved is saved next.
  #saved({ row, wanted, undoing }, card) {
    const { participantId } = row;
    const current = { ...row, rights: card.rights, rightsVersion: card.rightsVersion };
    const later = changesBetween(wanted, this.#changes.get(participantId).wanted);
    this.#changes.delete(participantId);
    if (later.length > 0) this.#changes.set(participantId, { row: current, wanted: withChanges(card.rights, later), undoing: false });
    this.#onSaved(card);
    const changes = changesBetween(row.rights, wanted);
    const undo = { label: t('rights.undo'), run: () => this.#start(current, changesBetween(wanted, row.rights), true) };
    notify(undoing ? t('rights.undone') : spoken(row.name, changes), this.#mayRaise(row) && !undoing ? { action: undo } : {});
  }

  #refused({ row, wanted }, problem) {
    const latest = this.#changes.get(row.participantId)?.wanted ?? wanted;
    this.#changes.delete(row.participantId);
    if (problem.code === 'version.stale' && problem.current) {
      this.conflicts.set(row.participantId, {
        mine: changesBetween(row.rights, latest), theirs: changesBetween(row.rights, problem.current.rights),
      });
      this.#onSaved(problem.current);
    } else {
      notify(explain(problem), { kind: 'warning' });
    }
    this.#host.requestUpdate();
  }

  /**
   * Ends a conflict.
   *
   * @param {ParticipantRights} row as it is now
   * @param {boolean} again whether the refused change is made upon the other's
   */
  resolve(row, again) {
    const { mine } = this.conflicts.get(row.participantId);
    this.conflicts.delete(row.participantId);
    if (again) this.change(row, mine);
    this.#host.requestUpdate();
  }
}

function spoken(name, changes) {
  const [{ area, to }] = changes;
  if (changes.length > 1 || !area) return t('rights.changed', { name });
  return t(`rights.now.${to}`, { name, area: t(`area.${area}`) });
}
