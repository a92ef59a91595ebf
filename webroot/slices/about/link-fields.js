import { html, nothing } from 'lit';
import { t } from '../../core/i18n.js';
import { icon } from '../../design/icon.js';
import { textField } from '../../forms/field.js';
import './texts.js';

const MAX_LINKS = 20;
/**
 * The links of the owner's own page, with buttons to add and remove.
 *
 * @param {import('../../forms/form-controller.js').FormController} form
 */
export function linkFields(form) {
  const { links } = form.values;
  const change = (index, part) => form.change({ links: links.map((one, at) => (at === index ? { ...one, ...part } : one)) });
  return html`<fieldset class="field about-links">
    <legend>${t('editAbout.links')}</legend>
    <p class="field-hint">${t('editAbout.linksHint')}</p>
    ${links.map((link, index) => html`<div class="about-link">
      ${textField({ name: `links.${index}.title`, label: t('editAbout.linkTitle', { n: index + 1 }), value: link.title, maxlength: 200,
        error: form.errorOf(`links.${index}.title`), onInput: (value) => change(index, { title: value }) })}
      ${textField({ name: `links.${index}.url`, label: t('editAbout.linkUrl', { n: index + 1 }), value: link.url, maxlength: 2000,
        hint: t('editAbout.linkUrlHint'), inputmode: 'url', error: form.errorOf(`links.${index}.url`),
        onInput: (value) => change(index, { url: value }) })}
      <button type="button" class="button button-link" @click=${() => form.change({ links: links.filter((one) => one !== link) })}>
        ${t('editAbout.removeLink', { n: index + 1 })}</button>
    </div>`)}
    ${links.length < MAX_LINKS ? html`<button type="button" class="button button-quiet"
      @click=${() => form.change({ links: [...links, { title: '', url: '' }] })}>${icon('plus-lg')} ${t('editAbout.addLink')}</button>`
      : nothing}
  </fieldset>`;
}
