/** Recipients of messages (MSG-3). */

/**
 * @param {import('contract').PlanHome} home of the plan
 * @returns {import('contract').PlanHome['participants']} the other participants who may receive messages
 */
export function possibleRecipients({ participants, me }) {
  return participants.filter((one) => one.mayReceiveMessages && one.participantId !== me.participantId);
}

/**
 * Splits recipients into those who may still receive messages and the others.
 *
 * @param {{participantId: string, name: string}[]} to of the message
 * @param {import('contract').PlanHome} home of the plan
 * @returns {{to: string[], unavailable: string[]}} ids of the possible ones, names of the others
 */
export function splitRecipients(to, home) {
  const possible = new Set(possibleRecipients(home).map(({ participantId }) => participantId));
  const others = to.filter(({ participantId }) => participantId !== home.me.participantId);
  const isPossible = ({ participantId }) => possible.has(participantId);
  return {
    to: [...new Set(others.filter(isPossible).map(({ participantId }) => participantId))],
    unavailable: [...new Set(others.filter((one) => !isPossible(one)).map(({ name }) => name))],
  };
}
