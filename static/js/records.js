// Comforts of forms and lists; every page works without them.
(function () {
  'use strict';
  var drawer = document.getElementById('drawer');
  var opener = null;

  // A form that closes a gap opens in a drawer over the page; without a drawer its link leads to
  // the form's own page.
  document.addEventListener('htmx:beforeRequest', function (event) {
    if (event.detail.target && event.detail.target.id === 'drawer-body') opener = event.detail.elt;
  });
  document.addEventListener('htmx:afterSwap', function (event) {
    if (event.detail.target.id === 'drawer-body' && drawer && !drawer.open) drawer.showModal();
    var first = document.querySelector('#drawer[open] #error-summary, #drawer[open] #conflict');
    if (first) first.focus();
  });

  function closeDrawer() {
    if (!drawer || !drawer.open) return;
    drawer.close();
    document.getElementById('drawer-body').textContent = '';
    if (opener && document.contains(opener)) opener.focus();
  }

  document.addEventListener('click', function (event) {
    if (event.target.closest('[data-close-drawer]')) leave(closeDrawer);
    if (event.target === drawer) leave(closeDrawer);
  });
  if (drawer) {
    drawer.addEventListener('cancel', function (event) {
      event.preventDefault();
      leave(closeDrawer);
    });
  }
  document.addEventListener('record-saved', function (event) {
    var said = (event.detail && event.detail.value) || '';
    changed = new Set();
    closeDrawer();
    document.getElementById('announcer').textContent = said;
    var note = document.createElement('div');
    note.className = 'alert alert-success said';
    note.textContent = said;
    document.body.appendChild(note);
    setTimeout(function () { note.remove(); }, 8000);
  });

  // What comes anew in place of the panels does not move the page.
  document.addEventListener('htmx:beforeSwap', function (event) {
    if (event.detail.target.id !== 'overview') return;
    var top = window.scrollY;
    document.addEventListener('htmx:afterSettle', function () { window.scrollTo(0, top); }, { once: true });
  });

  // What was typed and not saved is not left without a question.
  var changed = new Set();

  function leave(go) {
    var question = document.body.dataset.leave;
    if (changed.size && !window.confirm(question)) return;
    changed.clear();
    go();
  }

  document.addEventListener('input', function (event) {
    var form = event.target.closest('form[data-guard]');
    if (form) changed.add(form);
  });
  document.addEventListener('submit', function (event) {
    changed.delete(event.target);
  });
  document.addEventListener('htmx:sendError', function (event) {
    var form = event.detail.elt.closest && event.detail.elt.closest('form[data-guard]');
    if (form) changed.add(form);
  });
  window.addEventListener('beforeunload', function (event) {
    changed.forEach(function (form) { if (!document.contains(form)) changed.delete(form); });
    if (changed.size) { event.preventDefault(); event.returnValue = ''; }
  });

  // Who signs out leaves no unsaved minutes behind for the next person at this computer.
  document.addEventListener('submit', function (event) {
    if (!/\/logout$/.test(event.target.getAttribute('action') || '')) return;
    window.addEventListener('pagehide', function () {
      try {
        Object.keys(localStorage).forEach(function (name) {
          if (name.indexOf('mmo-minutes:') === 0) localStorage.removeItem(name);
        });
      } catch (error) { /* forbidden */ }
    });
  });

  // A button that is pressed twice sends its form once.
  document.addEventListener('submit', function (event) {
    if (event.defaultPrevented && !event.target.hasAttribute('hx-post')) return;
    var button = event.target.querySelector('[data-once]');
    if (!button || event.target.hasAttribute('hx-post')) return;
    if (event.target.dataset.sent) { event.preventDefault(); return; }
    event.target.dataset.sent = 'yes';
    setTimeout(function () { delete event.target.dataset.sent; }, 4000);
  });
  window.addEventListener('pageshow', function () {
    document.querySelectorAll('form[data-sent]').forEach(function (f) { delete f.dataset.sent; });
  });

  // A field whose content was found wrong, or is right again, says so to a screen reader.
  document.addEventListener('htmx:afterSwap', function (event) {
    document.querySelectorAll('.error-slot').forEach(function (slot) {
      var control = document.getElementById(slot.id.replace(/-error$/, ''));
      if (!control || control.tagName === 'FIELDSET') return;
      var wrong = slot.querySelector('.error') !== null;
      if (wrong) control.setAttribute('aria-invalid', 'true'); else control.removeAttribute('aria-invalid');
      control.classList.toggle('is-invalid', wrong);
    });
  });

  // A long list of boxes can be searched; without this it is scrolled.
  var LONG = 12;
  function addSearch(place) {
    place.querySelectorAll('fieldset[data-find]').forEach(function (set) {
      var boxes = set.querySelectorAll('.boxes > li');
      if (boxes.length < LONG || set.querySelector('[data-finds]')) return;
      var field = document.createElement('input');
      field.type = 'search';
      field.className = 'form-control form-control-sm find-box';
      field.dataset.finds = '';
      field.placeholder = set.dataset.find;
      field.setAttribute('aria-label', set.dataset.find);
      field.addEventListener('input', function (event) {
        event.stopPropagation();
        var words = field.value.toLowerCase().replace(/ё/g, 'е').split(/\s+/).filter(Boolean);
        boxes.forEach(function (box) {
          var text = box.textContent.toLowerCase().replace(/ё/g, 'е');
          box.hidden = !words.every(function (word) { return text.indexOf(word) >= 0; });
        });
        set.querySelectorAll('details').forEach(function (part) {
          var found = part.querySelector('.boxes > li:not([hidden])') !== null;
          part.hidden = !found;
          if (words.length && found) part.open = true;
        });
      });
      field.addEventListener('change', function (event) { event.stopPropagation(); });
      set.querySelector('.boxes, details').before(field);
    });
  }
  addSearch(document);
  document.addEventListener('htmx:afterSwap', function (event) { addSearch(event.detail.target); });

  // One box ticks all boxes of the page.
  document.addEventListener('change', function (event) {
    if (!event.target.matches('[data-tick-all]')) return;
    event.target.closest('table').querySelectorAll('tbody input[type=checkbox]')
      .forEach(function (box) { box.checked = event.target.checked; });
  });
})();
