// The settings of html-validate: every rule of `standard` and of `a11y`; what is off has its reason beside it.
module.exports = {
  root: true,
  extends: ["html-validate:standard", "html-validate:a11y"],
  rules: {},
};
