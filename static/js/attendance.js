// Attendance from the keyboard: arrows go from row to row, a letter marks the row.
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
    if (word === 'excused') row.querySelector('.mark-reason input').focus(); else go(neighbour(row, 1) || row);
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

  function ready() {
    var help = document.querySelector('.keys-help');
    if (help) help.hidden = false;
  }
  document.addEventListener('htmx:afterSettle', ready);
  ready();
  go(rows()[0]);
})();
