import { html, nothing } from 'lit';
import { live } from 'lit/directives/live.js';
import { roleName } from '../person/person-badge.js';
import { errorOf } from '../../forms/field.js';

/**
 * A check box for each participant of the plan.
 *
 * @param {{name: string, legend: string, chosen: string[], error?: string, home: import('contract').PlanHome,
 *   onChange: (chosen: string[]) => void}} field
 */
export function participantChoice({ name, legend, chosen, error, home, onChange }) {
  const toggle = (id, isChosen) => onChange(isChosen ? [...chosen, id] : chosen.filter((one) => one !== id));
  return html`<fieldset class="field" aria-describedby=${error ? `${name}-error` : nothing}>
    <legend>${legend}</legend>
    ${home.participants.map(({ participantId, name: who, role }, index) => html`<label class="check">
      <input class="choice" type="checkbox" name=${name} id=${index === 0 ? name : `${name}-${index}`}
        aria-invalid=${error && index === 0 ? 'true' : nothing} .checked=${live(chosen.includes(participantId))}
        @change=${({ target }) => toggle(participantId, target.checked)}>
      <span><bdi>${who}</bdi> <span class="muted">${roleName(role, home.type)}</span></span></label>`)}
    ${errorOf({ name, error })}
  </fieldset>`;
}
