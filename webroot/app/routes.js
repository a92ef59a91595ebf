/**
 * Every page there is.
 *
 * @typedef {object} Route
 * @property {string} path with `:names`
 * @property {string} tag the page's element; its file is /pages/<tag without "page-">.js
 * @property {string} title key of the text for the title bar: never a name
 * @property {'anyone'|'guest'|'member'|'first'} access `guest`: the way in; `first`: what may have to be done before all else
 * @property {string} [tab] the place inside a plan
 * @property {boolean} [outside] it shows itself to one who isn't in the plan, too
 */

const plan = '/planer/:planId';

/** @type {Route[]} */
export const routes = [
  { path: '/', tag: 'page-plan-list', title: 'plans.title', access: 'member' },
  { path: '/logg-inn', tag: 'page-login', title: 'login.title', access: 'guest' },
  { path: '/logg-inn/kode', tag: 'page-login-code', title: 'code.title', access: 'guest' },
  { path: '/glemt-passord', tag: 'page-forgotten-password', title: 'forgotten.title', access: 'guest' },
  { path: '/vilkar', tag: 'page-terms', title: 'terms.title', access: 'first' },
  { path: '/vilkar/nei', tag: 'page-terms-declined', title: 'declined.title', access: 'guest' },
  { path: '/bytt-passord', tag: 'page-change-password', title: 'password.title', access: 'first' },
  { path: '/planer', tag: 'page-plan-list', title: 'plans.title', access: 'member' },
  { path: '/planer/ny', tag: 'page-new-plan', title: 'newPlan.title', access: 'member' },
  { path: plan, tag: 'page-plan-home', title: 'home.title', access: 'member', tab: 'home' },
  { path: `${plan}/administrer`, tag: 'page-administer-plan', title: 'administer.title', access: 'member', tab: 'administer', outside: true },
  { path: `${plan}/deltakere`, tag: 'page-participants', title: 'participants.title', access: 'member', tab: 'participants' },
  { path: `${plan}/deltakere/ny`, tag: 'page-new-participant', title: 'newParticipant.title', access: 'member', tab: 'participants' },
  { path: `${plan}/deltakere/:participantId`, tag: 'page-participant', title: 'participant.title', access: 'member', tab: 'participants' },
  { path: `${plan}/deltakere/:participantId/rettigheter`, tag: 'page-participant-rights', title: 'rights.title', access: 'member', tab: 'participants' },
  { path: `${plan}/hvem-ser-hva`, tag: 'page-who-sees-what', title: 'whoSees.title', access: 'member', tab: 'participants' },
  { path: `${plan}/meldinger`, tag: 'page-messages', title: 'messages.title', access: 'member', tab: 'messages' },
  { path: `${plan}/meldinger/ny`, tag: 'page-compose', title: 'compose.title', access: 'member', tab: 'messages' },
  { path: `${plan}/meldinger/:messageId/rediger`, tag: 'page-compose', title: 'compose.editTitle', access: 'member', tab: 'messages' },
  { path: `${plan}/meldinger/:messageId`, tag: 'page-message', title: 'message.title', access: 'member', tab: 'messages' },
  { path: `${plan}/samtykke`, tag: 'page-consent', title: 'consentPage.title', access: 'member', tab: 'consent' },
  { path: `${plan}/hvem-har-sett`, tag: 'page-seen', title: 'seen.title', access: 'member', tab: 'consent' },
  { path: `${plan}/logg`, tag: 'page-plan-log', title: 'planLog.title', access: 'member', tab: 'consent' },
  { path: '/profil', tag: 'page-profile', title: 'profile.title', access: 'member' },
  { path: '/virksomhet/innstillinger', tag: 'page-organisation', title: 'organisation.title', access: 'member' },
  { path: '/virksomhet/personer', tag: 'page-persons', title: 'persons.title', access: 'member' },
  { path: '/virksomhet/personer/:personId', tag: 'page-person', title: 'persons.titleOne', access: 'member' },
  { path: '/virksomhet/varsler', tag: 'page-failed-notices', title: 'failed.title', access: 'member' },
  { path: '/hjelp', tag: 'page-help', title: 'help.title', access: 'anyone' },
  { path: '/personvern', tag: 'page-privacy', title: 'privacy.title', access: 'anyone' },
  { path: '/api', tag: 'page-contract', title: 'contract.title', access: 'anyone' },
  { path: '/demo/outbox', tag: 'page-outbox', title: 'outbox.title', access: 'anyone' },
];
