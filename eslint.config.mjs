// The scripts that are run in pages. Each file is an expression; what two files share is told in the comment of it.
const globals = Object.fromEntries(`all rootsOf window document location innerWidth innerHeight scrollX scrollY scrollTo
  getComputedStyle performance requestAnimationFrame setTimeout addEventListener URL CSS CSSStyleSheet Image Node
  NodeFilter Element Document DocumentFragment EventTarget parent HTMLElement HTMLImageElement HTMLFormElement ShadowRoot MutationObserver
  XMLHttpRequest Navigator ProgressEvent localStorage sessionStorage createImageBitmap Blob`.split(/\s+/).map(name => [name, 'readonly']));

export default [{
  files: ['**/*.js'],
  ignores: ['**/shadow.js'], // what the others share
  languageOptions: { ecmaVersion: 2024, sourceType: 'script', globals },
  linterOptions: { reportUnusedDisableDirectives: 'error' },
  rules: Object.fromEntries(`constructor-super for-direction getter-return no-case-declarations no-cond-assign
    no-const-assign no-constant-binary-expression no-control-regex no-dupe-args no-dupe-class-members no-dupe-else-if
    no-dupe-keys no-duplicate-case no-empty-character-class no-ex-assign no-fallthrough no-func-assign no-import-assign
    no-invalid-regexp no-irregular-whitespace no-loss-of-precision no-misleading-character-class no-obj-calls
    no-redeclare no-self-assign no-self-compare no-sparse-arrays no-this-before-super no-undef no-unreachable
    no-unsafe-finally no-unsafe-negation no-unsafe-optional-chaining no-unused-vars no-useless-catch no-useless-escape
    no-var prefer-const eqeqeq use-isnan valid-typeof`.split(/\s+/).map(name => [name, 'error'])),
}];
