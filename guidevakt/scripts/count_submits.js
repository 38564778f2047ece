addEventListener('submit', () => { window.guidevaktTells?.('submit'); }, true);
const plainSubmit = HTMLFormElement.prototype.submit;
HTMLFormElement.prototype.submit = function () { window.guidevaktTells?.('submit'); return plainSubmit.apply(this); };
