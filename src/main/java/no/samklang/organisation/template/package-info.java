/** Templates of goals and activities, which apply to an organisation and all below it (ORG-1). */
package no.samklang.organisation.template;
