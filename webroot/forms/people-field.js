import { html, nothing } from 'lit';
import { live } from 'lit/directives/live.js';
import { errorOf } from './field.js';

/**
 * A group of checkboxes, one for each person; who has left stands last as long as they are chosen.
 *
 * @param {{name: string, label: string, people: {participantId: string, name: string}[], chosen: string[], left: string, error?: string,
 *   onChange: (chosen: string[]) => void}} field `left` names somebody who isn't among the people any more
 */
export function peopleField({ name, label, people, chosen, left, error, onChange }) {
  const without = (id) => chosen.filter((other) => other !== id);
  const toggle = (id, isChosen) => onChange(isChosen ? [...chosen, id] : without(id));
  const gone = chosen.filter((id) => !people.some(({ participantId }) => participantId === id));
  return html`<fieldset class="field" aria-describedby=${error ? `${name}-error` : nothing}>
    <legend>${label}</legend>
    ${people.map((one, index) => html`<label class="check">
      <input class="choice" type="checkbox" name=${name} .checked=${live(chosen.includes(one.participantId))}
        aria-invalid=${error && index === 0 ? 'true' : nothing}
        @change=${(event) => toggle(one.participantId, event.target.checked)}> <span><bdi>${one.name}</bdi></span></label>`)}
    ${gone.map((id) => html`<label class="check">
      <input class="choice" type="checkbox" name=${name} .checked=${live(true)} @change=${() => toggle(id, false)}> <span>${left}</span>
    </label>`)}
    ${errorOf({ name, error })}
  </fieldset>`;
}
