// Small comforts; every page works without them.
(function () {
  'use strict';

  // A date field that asks for another day sends its form as soon as a whole date stands in it.
  document.addEventListener('change', function (event) {
    var field = event.target;
    if (field.matches('[data-submit-on-change]') && field.form && field.value) {
      field.form.requestSubmit ? field.form.requestSubmit() : field.form.submit();
    }
  });

  // Keys for the day asked: [ a day back, ] a day on, \ today. Not while somebody types.
  var KEYS = { '[': 'back', ']': 'on', '\\': 'today' };
  document.addEventListener('keydown', function (event) {
    var typing = event.target.closest('input, textarea, select, [contenteditable]');
    if (typing || event.ctrlKey || event.metaKey || event.altKey || !KEYS[event.key]) return;
    var link = document.querySelector('[data-day="' + KEYS[event.key] + '"]');
    if (link) { event.preventDefault(); link.click(); }
  });

  // What changed is said aloud to a screen reader.
  document.addEventListener('htmx:afterSwap', function (event) {
    var told = event.detail.elt.querySelector && event.detail.elt.querySelector('[data-announce]');
    if (told) document.getElementById('announcer').textContent = told.dataset.announce;
  });
})();
