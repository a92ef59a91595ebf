import { html, nothing } from 'lit';
import { live } from 'lit/directives/live.js';
import { t } from '../../core/i18n.js';
import { textArea, textField } from '../../forms/field.js';
import { selectField } from '../../forms/select-field.js';
import { timeField } from '../../forms/time-field.js';
import { reminderText } from './calendar-items.js';
import { withStart } from './event-values.js';
import { CHOICES, choiceOf, choiceText } from './recurrence.js';

const REMINDERS = ['', '0', '60', '180', '1440', '2880', '10080'];

const reminderOption = (value) => ({ value, text: value ? reminderText(Number(value)) : t('reminder.none') });

function seriesFields(form, field) {
  const { values } = form;
  const choices = values.repeat === 'OTHER' || choiceOf(values.rrule).repeat === 'OTHER' ? [...CHOICES, 'OTHER'] : CHOICES;
  return html`
    ${selectField({ name: 'repeat', label: t('event.repeat'), value: values.repeat,
      error: form.errorOf('repeat') || form.errorOf('rrule'),
      options: choices.map((value) => ({ value, text: choiceText(value, values.start) })),
      onChange: (repeat) => form.change({ repeat, until: repeat === 'NONE' ? '' : values.until }) })}
    ${['NONE', 'OTHER'].includes(values.repeat) ? nothing
      : textField(field('until', { type: 'date', label: t('event.until'), hint: t('event.untilHint') }))}
    ${selectField({ name: 'reminder', label: t('event.reminder'), value: values.reminder, error: form.errorOf('reminder'),
      hint: t('event.reminderHint'),
      options: [...new Set([...REMINDERS, values.reminder])].map(reminderOption),
      onChange: (reminder) => form.change({ reminder }) })}`;
}

/**
 * @param {import('../../forms/form-controller.js').FormController} form
 * @param {boolean} ofSeries whether recurrence and reminder can be chosen: not for one occurrence
 */
export function eventFields(form, ofSeries) {
  const { values } = form;
  const field = (name, more) => ({ name, value: values[name], error: form.errorOf(name), onInput: (value) => form.change({ [name]: value }),
    ...more });
  const starting = (name) => ({ onInput: (value) => form.change(withStart(values, { [name]: value })) });
  return html`
    ${textField(field('title', { label: t('event.title'), maxlength: 200, required: true }))}
    <label class="check"><input class="choice" type="checkbox" name="allDay" .checked=${live(values.allDay)}
      @change=${({ target }) => form.change({ allDay: target.checked })}> <span>${t('event.allDay')}</span></label>
    <div class="field-row">
      ${textField(field('start', { type: 'date', label: t('event.start'), ...starting('start') }))}
      ${values.allDay ? nothing : timeField(field('startTime', { label: t('event.startTime'), ...starting('startTime') }))}
    </div>
    <div class="field-row">
      ${textField(field('end', { type: 'date', label: t('event.end') }))}
      ${values.allDay ? nothing : timeField(field('endTime', { label: t('event.endTime') }))}
    </div>
    ${textField(field('place', { label: t('event.place'), maxlength: 200 }))}
    ${textArea(field('description', { label: t('event.description'), rows: 4, maxlength: 5000 }))}
    ${ofSeries ? seriesFields(form, field) : nothing}`;
}
