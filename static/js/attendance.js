// Attendance from the keyboard: arrows go from row to row, a letter marks the row. What could not
// be sent stays marked, and is sent again when the network or the person is back.
(function () {
  'use strict';
  var LETTERS = { 'п': 'present', 'у': 'excused', 'о': 'absent', 'з': 'late', p: 'present', y: 'present', e: 'excused', a: 'absent', l: 'late' };
  var PLACES = { KeyY: 'present', KeyE: 'excused', KeyA: 'absent', KeyL: 'late' };

  function rows() { return Array.from(document.querySelectorAll('#attendance .mark-row')); }

  function go(row) {
    if (!row) return;
    (row.querySelector('input[type=radio]:checked') || row.querySelector('input[type=radio]')).focus();
  }

  function neighbour(row, step) {
    var all = rows();
    return all[all.indexOf(row) + step];
  }

  function mark(row, word) {
    var choice = row.querySelector('input[type=radio][value="' + word + '"]');
    if (!choice.checked) {
      choice.checked = true;
      choice.dispatchEvent(new Event('change', { bubbles: true }));
    }
    if (word === 'excused') row.querySelector('.mark-reason input').select(); else go(neighbour(row, 1) || row);
  }

  document.addEventListener('keydown', function (event) {
    var row = event.target.closest && event.target.closest('#attendance .mark-row');
    if (!row || event.ctrlKey || event.metaKey || event.altKey) return;
    var typing = event.target.type !== 'radio';
    var step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (typing && event.key === 'Enter') step = 1;
    if (step) {
      event.preventDefault();
      go(neighbour(row, step));
      return;
    }
    var word = !typing && (LETTERS[event.key.toLowerCase()] || PLACES[event.code]);
    if (word) { event.preventDefault(); mark(row, word); }
  });

  // What is marked and not yet answered by the server; a mark made meanwhile is sent after it.
  var marked = 0, sent = 0, kept = 0, tries = 0, timer = null;
  function form() { return document.getElementById('attendance'); }
  function ours(event) { return form() && form().contains(event.detail.elt); }
  function again() {
    clearTimeout(timer);
    if (marked > kept && window.htmx && form()) window.htmx.trigger(form(), 'again');
  }
  document.addEventListener('change', function (event) {
    if (form() && form().contains(event.target)) marked += 1;
  });
  document.addEventListener('htmx:beforeRequest', function (event) { if (ours(event)) sent = marked; });
  document.addEventListener('htmx:afterRequest', function (event) {
    if (!ours(event)) return;
    var status = event.detail.xhr ? event.detail.xhr.status : 0;
    if (status === 200 || status === 409) { kept = sent; tries = 0; return; }
    if (status && status < 500) return;
    tries += 1;
    clearTimeout(timer);
    timer = setTimeout(again, Math.min(2 * tries, 30) * 1000);
  });
  window.addEventListener('online', again);
  window.addEventListener('focus', again);
  document.addEventListener('submit', function (event) {
    if (event.target === form() && !event.defaultPrevented) kept = marked;
  });
  window.addEventListener('beforeunload', function (event) {
    if (marked > kept) { event.preventDefault(); event.returnValue = ''; }
  });

  function ready() {
    var help = document.querySelector('.keys-help');
    if (help) help.hidden = false;
  }
  document.addEventListener('htmx:afterSettle', function (event) {
    ready();
    if (event.detail.elt.id === 'attendance') go(rows()[0]);
  });
  ready();
  go(rows()[0]);
})();
