// Minutes are saved as they are typed. What could not be sent stays in the page and in this browser,
// and is sent again; the same text sent twice is kept once.
(function () {
  'use strict';
  var PREFIX = 'mmo-minutes:';
  var PATIENCE = [2, 4, 8, 15, 30, 60];
  var OWN = /^(csrf_token|version|seen|do)$/;
  var words = document.getElementById('minutes-words');
  var forms = new WeakMap();

  function stateOf(form) {
    if (!forms.has(form)) {
      forms.set(form, { saved: serialised(form), sent: null, lost: null, tries: 0, timer: null, renewed: false });
    }
    return forms.get(form);
  }

  function entries(form) {
    return Array.from(new FormData(form)).filter(function (pair) { return !OWN.test(pair[0]); });
  }

  // Empty rows that wait to be filled in say nothing.
  function serialised(form) { return text(entries(form)); }
  function text(pairs) {
    var blank = {};
    pairs.forEach(function (pair) {
      var row = /^decisions-(\d+)-text$/.exec(pair[0]);
      if (row && !pair[1].trim()) blank[row[1]] = true;
    });
    return JSON.stringify(pairs.filter(function (pair) {
      var row = /^decisions-(\d+)-/.exec(pair[0]);
      return !row || !blank[row[1]];
    }));
  }

  function all() { return Array.from(document.querySelectorAll('form[data-minutes]')); }
  function dirty(form) { return serialised(form) !== stateOf(form).saved; }
  function say(form, what) {
    var place = form.querySelector('.unsaved');
    if (place && place.textContent !== what) place.textContent = what;
  }

  // The copy in this browser belongs to one account and one question.
  function key(form) { return PREFIX + form.dataset.account + ':' + form.dataset.minutes; }
  function store(form) {
    try { localStorage.setItem(key(form), JSON.stringify({ at: Date.now(), pairs: entries(form) })); } catch (error) { /* full or forbidden */ }
  }
  function drop(form) {
    try { localStorage.removeItem(key(form)); } catch (error) { /* forbidden */ }
  }
  function kept(form) {
    try { return JSON.parse(localStorage.getItem(key(form))); } catch (error) { return null; }
  }

  function addRow(form, values) {
    var rows = form.querySelectorAll('.decision-row');
    var last = rows[rows.length - 1];
    var numbers = Array.from(rows, function (row) { return Number(/-(\d+)-/.exec(row.querySelector('[name$="-key"]').name)[1]); });
    var next = Math.max.apply(null, numbers) + 1;
    var copy = last.cloneNode(true);
    copy.querySelectorAll('[name^="decisions-"], [id], [for], [aria-describedby]').forEach(function (element) {
      ['name', 'id', 'for', 'aria-describedby'].forEach(function (attribute) {
        var value = element.getAttribute(attribute);
        if (value) element.setAttribute(attribute, value.replace(/decisions-\d+-/g, 'decisions-' + next + '-'));
      });
    });
    copy.querySelectorAll('textarea, input, select').forEach(function (field) { field.value = ''; });
    copy.querySelectorAll('.error-slot > *').forEach(function (element) { element.remove(); });
    copy.querySelectorAll('button').forEach(function (button) { button.hidden = true; });
    copy.querySelector('[name$="-key"]').value = (values && values.key) || freshKey();
    last.after(copy);
    return copy;
  }

  // A decision that is saved can be deleted.
  function offerDeletion(form) {
    form.querySelectorAll('.decision-row').forEach(function (row) {
      var button = row.querySelector('button[hidden]');
      if (!button || !row.querySelector('textarea').value.trim()) return;
      button.value = 'delete:' + row.querySelector('[name$="-key"]').value;
      button.hidden = false;
    });
  }

  function freshKey() {
    var bytes = crypto.getRandomValues(new Uint8Array(16));
    bytes[6] = (bytes[6] & 15) | 64;
    bytes[8] = (bytes[8] & 63) | 128;
    var hex = Array.from(bytes, function (byte) { return byte.toString(16).padStart(2, '0'); }).join('');
    return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
  }

  // The row that waits to be filled in takes a decision that is put back.
  function emptyRow(form, key) {
    var waiting = Array.from(form.querySelectorAll('.decision-row')).find(function (row) {
      return !row.querySelector('textarea').value.trim() && row.querySelector('button[hidden]');
    });
    if (!waiting) return null;
    var field = waiting.querySelector('[name$="-key"]');
    field.value = key;
    return field.name.replace(/-key$/, '');
  }

  function restore(form, pairs) {
    var rowOf = {};
    form.querySelectorAll('[name$="-key"]').forEach(function (field) { rowOf[field.value] = field.name.replace(/-key$/, ''); });
    var values = {};
    pairs.forEach(function (pair) { values[pair[0]] = pair[1]; });
    Object.keys(values).forEach(function (name) {
      var row = /^(decisions-\d+)-key$/.exec(name);
      if (!row) {
        if (!/^decisions-/.test(name) && form.elements[name]) form.elements[name].value = values[name];
        return;
      }
      if (!(values[row[1] + '-text'] || '').trim()) return;
      var place = rowOf[values[name]] || emptyRow(form, values[name]);
      if (!place) place = addRow(form, { key: values[name] }).querySelector('[name$="-key"]').name.replace(/-key$/, '');
      ['text', 'responsible_id', 'due'].forEach(function (part) {
        var field = form.elements[place + '-' + part];
        if (field) field.value = values[row[1] + '-' + part] || '';
      });
    });
  }

  function offer(form) {
    var draft = kept(form);
    if (!draft) return;
    if (text(draft.pairs) === serialised(form)) { drop(form); return; }
    var note = words.content.firstElementChild.cloneNode(true);
    note.querySelector('.draft-at').textContent = new Date(draft.at).toLocaleString(document.documentElement.lang, { day: 'numeric', month: 'long', hour: '2-digit', minute: '2-digit' });
    form.querySelector('.draft-place').replaceChildren(note);
    form.closest('details').open = true;
  }

  document.addEventListener('click', function (event) {
    var form = event.target.closest && event.target.closest('form[data-minutes]');
    if (!form) return;
    var choice = event.target.closest('[data-draft]');
    if (choice) {
      var draft = kept(form);
      form.querySelector('.draft-place').textContent = '';
      if (choice.dataset.draft === 'drop') { drop(form); return; }
      if (draft) { restore(form, draft.pairs); again(form); }
    }
    if (event.target.closest('[data-add-decision]')) {
      event.preventDefault();
      addRow(form).querySelector('textarea').focus();
    }
  });

  document.addEventListener('input', function (event) {
    var form = event.target.closest('form[data-minutes]');
    if (!form) return;
    stateOf(form);
    if (!form.querySelector('.draft')) store(form);
    say(form, words.dataset.typed);
  });

  function overtaken(form) { return form.querySelector('[data-overtaken]') !== null; }
  function again(form) { if (window.htmx) window.htmx.trigger(form, 'again'); }

  // While a person has to choose between two texts nothing is sent by itself; and nothing is sent
  // that is saved already.
  document.addEventListener('htmx:confirm', function (event) {
    var form = event.detail.elt;
    if (!form.matches || !form.matches('form[data-minutes]')) return;
    var pressed = event.detail.triggeringEvent && event.detail.triggeringEvent.type === 'submit';
    if (!pressed && (overtaken(form) || (!dirty(form) && !stateOf(form).lost))) event.preventDefault();
  });

  // A text whose answer was lost is sent once more as it was, so that it is never taken for
  // somebody else's; what was typed since follows.
  document.addEventListener('htmx:configRequest', function (event) {
    var form = event.detail.elt;
    if (!form.matches || !form.matches('form[data-minutes]')) return;
    var state = stateOf(form);
    var data = event.detail.formData;
    var pressed = data.get('do');
    if (state.lost && !pressed) {
      entries(form).forEach(function (pair) { data.delete(pair[0]); });
      state.lost.forEach(function (pair) { data.append(pair[0], pair[1]); });
    }
    state.sent = pressed && pressed !== 'mine' ? null : Array.from(data).filter(function (pair) { return !OWN.test(pair[0]); });
    say(form, words.dataset.saving);
  });

  function later(form) {
    var state = stateOf(form);
    var seconds = PATIENCE[Math.min(state.tries, PATIENCE.length - 1)];
    state.tries += 1;
    state.lost = state.lost || state.sent;
    say(form, words.dataset.waiting.replace('{0}', seconds));
    clearTimeout(state.timer);
    state.timer = setTimeout(function () { again(form); }, seconds * 1000);
  }

  // That the network is away is told in the form, and no failure of the page.
  document.addEventListener('htmx:sendError', function (event) {
    if (event.detail.elt.matches && event.detail.elt.matches('form[data-minutes]')) event.stopPropagation();
  }, true);

  // Without htmx the form is sent as forms are, and the page may be left for that.
  document.addEventListener('submit', function (event) {
    if (event.target.matches('form[data-minutes]') && !event.defaultPrevented) {
      stateOf(event.target).saved = serialised(event.target);
    }
  });

  // The page is from before somebody signed in anew: its token is asked for once more.
  function renew(form) {
    var state = stateOf(form);
    if (state.renewed) { say(form, words.dataset.refused); return; }
    state.renewed = true;
    fetch(location.pathname, { credentials: 'same-origin' }).then(function (answer) { return answer.text(); }).then(function (page) {
      var token = new DOMParser().parseFromString(page, 'text/html').querySelector('main input[name=csrf_token]');
      if (!token) { say(form, words.dataset.signedOut); return; }
      document.querySelectorAll('input[name=csrf_token]').forEach(function (field) { field.value = token.value; });
      again(form);
    }).catch(function () { later(form); });
  }

  document.addEventListener('htmx:afterRequest', function (event) {
    var form = event.detail.elt;
    if (!form.matches || !form.matches('form[data-minutes]')) return;
    var state = stateOf(form);
    var status = event.detail.xhr ? event.detail.xhr.status : 0;
    if (status === 0 || status >= 500) { later(form); return; }
    state.tries = 0;
    if (status === 401) { say(form, words.dataset.signedOut); return; }
    if (status === 400) { renew(form); return; }
    state.lost = null;
    state.renewed = false;
    if (status !== 200) { say(form, status === 409 || status === 422 ? '' : words.dataset.refused); return; }
    if (!state.sent) return;
    state.saved = text(state.sent);
    say(form, '');
    offerDeletion(form);
    if (dirty(form)) { again(form); return; }
    if (!form.querySelector('.draft')) drop(form);
  });

  // A question that came anew from the server is saved as it is.
  document.addEventListener('htmx:afterSettle', function () {
    all().forEach(function (form) {
      if (!forms.has(form)) { stateOf(form); drop(form); }
    });
  });

  function retry() {
    all().forEach(function (form) {
      if (dirty(form) || stateOf(form).lost) { stateOf(form).renewed = false; again(form); }
    });
  }
  window.addEventListener('online', retry);
  window.addEventListener('focus', retry);

  window.addEventListener('beforeunload', function (event) {
    if (all().some(dirty)) { event.preventDefault(); event.returnValue = ''; }
  });

  // A link to a question opens it.
  function openAsked() {
    var asked = location.hash && document.getElementById(location.hash.slice(1));
    if (asked && asked.tagName === 'DETAILS') asked.open = true;
  }
  window.addEventListener('hashchange', openAsked);
  all().forEach(function (form) { stateOf(form); offer(form); });
  openAsked();
})();
