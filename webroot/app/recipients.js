/** Whom a message can go to (MSG-3). */

/** @param {any} home of the plan @returns {any[]} those of the plan group who may receive messages, but oneself */
export function possibleRecipients({ participants, me }) {
  return participants.filter((one) => one.mayReceiveMessages && one.participantId !== me.participantId);
}

/**
 * Leaves out who can't be written to any more, since nobody can untick one who isn't in the list.
 *
 * @param {{participantId: string, name: string}[]} to as the message has it
 * @param {any} home of the plan
 * @returns {{to: string[], left: string[]}} the ids of those who can, the names of those who can't
 */
export function sortedOut(to, home) {
  const possible = new Set(possibleRecipients(home).map(({ participantId }) => participantId));
  const others = to.filter(({ participantId }) => participantId !== home.me.participantId);
  const can = ({ participantId }) => possible.has(participantId);
  return {
    to: [...new Set(others.filter(can).map(({ participantId }) => participantId))],
    left: [...new Set(others.filter((one) => !can(one)).map(({ name }) => name))],
  };
}
