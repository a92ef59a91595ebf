/**
 * The rules for webroot and its tests. Every rule is an error: a warning that nobody must mend is noise.
 * Formatting beyond the line length isn't checked.
 */

import js from '@eslint/js';
import jsdoc from 'eslint-plugin-jsdoc';
import lit from 'eslint-plugin-lit';
import wc from 'eslint-plugin-wc';
import globals from 'globals';

const rules = {
  // Faults: what is undefined, unused, unreachable, duplicated, or never what was meant.
  ...js.configs.recommended.rules,
  'no-unused-vars': ['error', { args: 'after-used', caughtErrors: 'all', ignoreRestSiblings: true }],
  eqeqeq: 'error', // no coercion
  'no-implicit-coercion': ['error', { boolean: false, disallowTemplateShorthand: false }],
  'no-shadow': ['error', { builtinGlobals: false, hoist: 'functions' }], // one name, one thing
  'no-use-before-define': ['error', { functions: false, classes: true }], // helpers stand below the class that uses them
  'no-self-compare': 'error',
  'no-template-curly-in-string': 'error', // a forgotten backtick
  'no-unmodified-loop-condition': 'error',
  'no-promise-executor-return': ['error', { allowVoid: true }],
  'require-atomic-updates': 'off', // fires on every `this.x = await …` of an element
  'array-callback-return': 'error',
  'default-case-last': 'error',

  // What the content security policy forbids anyway.
  'no-eval': 'error',
  'no-implied-eval': 'error',
  'no-new-func': 'error',
  'no-script-url': 'error',

  // One way to write one thing.
  'prefer-const': 'error',
  'no-var': 'error',
  'object-shorthand': 'error',
  'prefer-template': 'error',
  'prefer-rest-params': 'error',
  'prefer-object-spread': 'error',
  'no-useless-return': 'error',
  'no-useless-concat': 'error',
  'no-useless-rename': 'error',
  'no-lonely-if': 'error',
  'no-else-return': ['error', { allowElseIf: true }],
  'no-console': 'error', // pages report through Problem and toasts
  'no-alert': 'error',
  'no-restricted-globals': ['error', 'localStorage', 'sessionStorage', 'event', 'name'], // nothing is stored in the browser

  // Small parts: a function fits on a screen, a file is one thing.
  'max-len': ['error', { code: 140, ignoreUrls: false }],
  'max-lines': ['error', { max: 250, skipComments: true }],
  'max-depth': ['error', 3],
  complexity: ['error', 14],

  // Templates: errors that Lit finds only when it renders, or never.
  ...lit.configs['flat/recommended'].rules,
  'lit/no-legacy-template-syntax': 'error',
  'lit/no-private-properties': 'error',
  'lit/no-duplicate-template-bindings': 'error',
  'lit/no-native-attributes': 'off', // elements render into the light DOM and never reflect them
  'lit/no-value-attribute': 'error', // `value` sets the initial value only: `.value`
  'lit/no-this-assign-in-render': 'error',
  'lit/prefer-static-styles': 'off', // the light DOM has no shadow styles
  'lit/quoted-expressions': ['error', 'never'],

  // Custom elements.
  ...wc.configs['flat/recommended'].rules,
  'wc/no-self-class': 'off', // shadow roots only
  'wc/guard-super-call': 'off', // LitElement has every lifecycle callback
  'wc/require-listener-teardown': 'error', // a listener on window outlives its page otherwise
  'wc/no-constructor-params': 'error',

  // JSDoc is the type system (tsc --checkJs): it has to be right, and there for whatever is exported.
  'jsdoc/check-alignment': 'error',
  'jsdoc/check-param-names': ['error', { checkDestructured: false }],
  'jsdoc/check-tag-names': ['error', { definedTags: ['template'] }],
  'jsdoc/check-types': 'error',
  'jsdoc/empty-tags': 'error',
  'jsdoc/no-bad-blocks': 'error',
  'jsdoc/require-param': ['error', { checkDestructured: false, checkDestructuredRoots: false }],
  'jsdoc/require-param-type': 'error',
  'jsdoc/require-returns-type': 'error',
  'jsdoc/valid-types': 'error',
  'jsdoc/require-jsdoc': [
    'error',
    { publicOnly: { ancestorsOnly: true }, require: { ClassDeclaration: true, FunctionDeclaration: true }, checkConstructors: false },
  ],
};

export default [
  {
    files: ['webroot/**/*.js'],
    languageOptions: { ecmaVersion: 2025, sourceType: 'module', globals: globals.browser },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    plugins: { jsdoc, lit, wc },
    settings: { jsdoc: { mode: 'typescript' } },
    rules,
  },
  {
    files: ['webroot/core/boot.js'], // a classic script, so that it runs before the modules
    languageOptions: { sourceType: 'script' },
  },
  {
    files: ['src/test/webroot/**/*.js'],
    languageOptions: { ecmaVersion: 2025, sourceType: 'module', globals: { ...globals.node, ...globals.browser } },
    plugins: { jsdoc, lit, wc },
    settings: { jsdoc: { mode: 'typescript' } },
    rules: { ...rules, 'jsdoc/require-jsdoc': 'off', 'max-lines': 'off' },
  },
];
