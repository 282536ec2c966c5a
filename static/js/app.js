// Small comforts; every page works without them.
(function () {
  'use strict';

  // A date field that asks for another day sends its form as soon as a day is picked. A day that
  // is typed goes through other whole days (2, then 20), so it is sent when the field is left;
  // Enter sends it anyway.
  var typed = null;

  function asksForDay(field) {
    return field.matches && field.matches('[data-submit-on-change]') && field.form;
  }

  function send(field) {
    if (!field.value || field.value === field.defaultValue) return;
    if (field.form.requestSubmit) field.form.requestSubmit(); else field.form.submit();
  }

  document.addEventListener('keydown', function (event) {
    if (!asksForDay(event.target) || event.key === 'Tab') return;
    typed = event.key === 'Enter' ? null : event.target;
  });
  document.addEventListener('pointerdown', function (event) {
    if (typed === event.target) typed = null;
  });
  document.addEventListener('change', function (event) {
    if (asksForDay(event.target) && typed !== event.target) send(event.target);
  });
  document.addEventListener('focusout', function (event) {
    if (typed === event.target) { typed = null; send(event.target); }
  });

  // A text to copy: the button shows itself where a script can copy, and the letter follows what
  // is typed.
  document.querySelectorAll('[data-copy]').forEach(function (button) {
    var field = document.getElementById(button.dataset.copy);
    button.hidden = false;
    button.addEventListener('click', function () {
      field.focus();
      field.select();
      if (navigator.clipboard) navigator.clipboard.writeText(field.value); else document.execCommand('copy');
    });
  });
  document.querySelectorAll('[data-letter]').forEach(function (field) {
    var link = document.getElementById(field.dataset.letter);
    var start = link.getAttribute('href').split('&body=')[0];
    field.addEventListener('input', function () {
      link.href = start + '&body=' + encodeURIComponent(field.value.replace(/\n/g, '\r\n'));
    });
  });

  // What must be corrected is read first.
  var summary = document.getElementById('error-summary');
  if (summary) summary.focus();

  // Keys for the day asked: [ a day back, ] a day on, \ today; in the Russian layout the same keys
  // type letters. Not while somebody types.
  var KEYS = { '[': 'back', ']': 'on', '\\': 'today' };
  var PLACES = { BracketLeft: 'back', BracketRight: 'on', Backslash: 'today' };
  document.addEventListener('keydown', function (event) {
    var typing = event.target.closest('input, textarea, select, [contenteditable]');
    var day = KEYS[event.key] || PLACES[event.code];
    if (typing || event.ctrlKey || event.metaKey || event.altKey || !day) return;
    var link = document.querySelector('[data-day="' + day + '"]');
    if (link) { event.preventDefault(); link.click(); }
  });

  // Back to an address that htmx put there, before htmx is here to show it, or where it cannot.
  window.addEventListener('popstate', function (event) {
    if (!window.htmx && event.state && event.state.htmx) location.reload();
  });
  document.addEventListener('htmx:historyCacheMissLoadError', function () { location.reload(); });

  // What changed is said aloud to a screen reader: by what was put in, or by a part of it.
  document.addEventListener('htmx:afterSwap', function (event) {
    var put = event.detail.elt;
    if (!put.matches) return;
    var told = put.matches('[data-announce]') ? put : put.querySelector('[data-announce]');
    if (told) document.getElementById('announcer').textContent = told.dataset.announce;
  });

  // A request that fails says so, in the server's words where it answered; the page stays as it
  // is. The next request that succeeds takes the message away.
  function failures() {
    return document.querySelector('dialog[open] .failures') || document.getElementById('failures');
  }

  function tell(answer) {
    var page = new DOMParser().parseFromString(answer || '', 'text/html');
    var message = page.querySelector('[role="alert"]') ||
      document.getElementById('failure').content.firstElementChild.cloneNode(true);
    var place = failures();
    place.textContent = '';
    place.appendChild(message);
  }

  function calm() {
    document.querySelectorAll('.failures, #failures').forEach(function (place) {
      place.textContent = '';
    });
  }

  // Without a network nothing is sent: the page would go, and what was typed with it.
  document.addEventListener('submit', function (event) {
    if (navigator.onLine || event.target.getAttribute('method') !== 'post') return;
    event.preventDefault();
    event.stopImmediatePropagation();
    var message = document.createElement('div');
    message.className = 'alert alert-danger';
    message.setAttribute('role', 'alert');
    message.textContent = document.body.dataset.offline;
    var place = failures();
    place.textContent = '';
    place.appendChild(message);
  }, true);
  window.addEventListener('online', calm);

  // How far a file is on its way.
  document.addEventListener('htmx:xhr:progress', function (event) {
    var bar = event.target.querySelector && event.target.querySelector('.upload-progress');
    if (!bar || !event.detail.lengthComputable) return;
    bar.hidden = false;
    bar.value = Math.round(100 * event.detail.loaded / event.detail.total);
  });

  document.addEventListener('htmx:responseError', function (event) {
    tell(event.detail.xhr.responseText);
  });
  document.addEventListener('htmx:sendError', function () { tell(''); });
  document.addEventListener('htmx:timeout', function () { tell(''); });
  document.addEventListener('htmx:afterOnLoad', function (event) {
    if (event.detail.successful) calm();
  });
})();
