import { html } from 'lit';
import { ActionController } from '../../core/action-controller.js';
import { api } from '../../core/api.js';
import { Page } from '../../core/element.js';
import { languages, pageLanguage } from '../../core/language.js';
import { session } from '../../core/session.js';
import { t } from '../../core/i18n.js';
import { formError } from '../../forms/field.js';
import { FormController } from '../../forms/form-controller.js';
import { formTop, submitButton } from '../../forms/form-parts.js';
import { radioField } from '../../forms/radio-field.js';
import { selectField } from '../../forms/select-field.js';
import { timeField } from '../../forms/time-field.js';
import { loading } from '../../design/loading.js';
import { profileMenu } from './profile-menu.js';
import './texts.js';

const DIGESTS = ['NONE', 'DAILY', 'WEEKLY'];

/** "Min profil": language (LANG-1), digest and quiet hours (NOTIF-6). */
class ProfilePreferencesPage extends Page {
  #form = new FormController(this, {
    valuesOf: ({ language, digest, quietFrom, quietTo }) => ({ language, digest, quietFrom: quietFrom ?? '', quietTo: quietTo ?? '' }),
    validate: quietErrors,
    send: (values) => api.put('/me/preferences', { ...values, quietFrom: values.quietFrom || null, quietTo: values.quietTo || null }),
    savedText: t('preferences.saved'),
    onSaved: (saved) => this.#saved(saved),
  });
  #loading = new ActionController(this);

  async firstUpdated() {
    await this.#loading.run(async () => this.#form.open(await api.get('/me/preferences')));
  }

  // The page is in one language: in another it is loaded anew
  #saved({ language }) {
    if (language === pageLanguage()) void session.reload().catch(() => undefined);
    else location.reload();
  }

  render() {
    return html`<section class="page page-reading">
      ${profileMenu('/profil/valg')}
      <h1>${t('preferences.title')}</h1>
      ${formError(this.#loading.problem)} ${this.#form.values ? this.#fields(this.#form.values) : loading()}
    </section>`;
  }

  #fields({ language, digest }) {
    const form = this.#form;
    return html`<form class="panel" novalidate @submit=${(event) => form.submit(event)}>
      ${formTop(form)}
      ${selectField({
        name: 'language', label: t('preferences.language'), hint: t('preferences.languageHint'), value: language,
        error: form.errorOf('language'), options: languages().map(({ tag, name }) => ({ value: tag, text: name })),
        onChange: (value) => form.change({ language: value }),
      })}
      ${radioField({
        name: 'digest', label: t('preferences.digestLegend'), hint: t('preferences.digestHint'), value: digest,
        error: form.errorOf('digest'), options: DIGESTS.map((one) => ({ value: one, text: t(`preferences.digest.${one}`) })),
        onChange: (value) => form.change({ digest: value }),
      })}
      <fieldset class="field" aria-describedby="quiet-hint">
        <legend>${t('preferences.quiet')}</legend>
        <p class="field-hint" id="quiet-hint">${t('preferences.quietHint')}</p>
        <div class="field-row">${this.#time('quietFrom')} ${this.#time('quietTo')}</div>
      </fieldset>
      <p class="actions">${submitButton(form, t('preferences.save'))}</p>
    </form>`;
  }

  #time(name) {
    const form = this.#form;
    return timeField({
      name, label: t(`preferences.${name}`), value: form.values[name], error: form.errorOf(name),
      onInput: (value) => form.change({ [name]: value }),
    });
  }
}

function quietErrors({ quietFrom, quietTo }) {
  if (!quietFrom && quietTo) return { quietFrom: 'required' };
  if (quietFrom && !quietTo) return { quietTo: 'required' };
  return quietFrom && quietFrom === quietTo ? { quietTo: 'quiet.sameTime' } : {};
}

customElements.define('page-profile-preferences', ProfilePreferencesPage);
