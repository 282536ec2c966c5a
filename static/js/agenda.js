// Questions of an agenda are dragged to their place; the buttons «Higher» and «Lower» do the same.
(function () {
  'use strict';
  var held = null;
  var before = null;

  // A grip appears only where there is a script to hold it.
  function addGrips(place) {
    place.querySelectorAll('.agenda[data-drag]').forEach(function (list) {
      list.querySelectorAll('.question-row').forEach(function (row) {
        if (row.querySelector('.grip')) return;
        var grip = document.createElement('span');
        grip.className = 'grip';
        grip.title = list.dataset.drag;
        grip.textContent = '⠿';
        grip.setAttribute('aria-hidden', 'true');
        row.prepend(grip);
      });
    });
  }

  function order(list) {
    return Array.from(list.children, function (item) { return item.dataset.question; }).join(',');
  }

  function letGo(keep) {
    if (!held) return;
    var list = held.parentElement;
    held.classList.remove('held');
    held = null;
    if (!keep) {
      before.forEach(function (item) { list.append(item); });
      return;
    }
    var was = before.map(function (item) { return item.dataset.question; }).join(',');
    var form = document.getElementById('agenda-order');
    if (!form || order(list) === was) return;
    form.elements.order.value = order(list);
    form.requestSubmit();
  }

  document.addEventListener('pointerdown', function (event) {
    var grip = event.target.closest('.grip');
    if (!grip || event.button !== 0) return;
    event.preventDefault();
    held = grip.closest('.question');
    before = Array.from(held.parentElement.children);
    held.classList.add('held');
    grip.setPointerCapture(event.pointerId);
  });

  document.addEventListener('pointermove', function (event) {
    if (!held) return;
    var list = held.parentElement;
    var next = Array.from(list.children).find(function (item) {
      var box = item.getBoundingClientRect();
      return item !== held && event.clientY < box.top + box.height / 2;
    });
    if (next !== held.nextElementSibling) list.insertBefore(held, next || null);
  });

  document.addEventListener('pointerup', function () { letGo(true); });
  document.addEventListener('pointercancel', function () { letGo(false); });
  document.addEventListener('keydown', function (event) {
    if (event.key === 'Escape' && held) { event.preventDefault(); letGo(false); }
  });

  // A question that was moved to an end has lost the button that moved it: the other one waits.
  var pressed = null;
  document.addEventListener('htmx:beforeRequest', function (event) {
    var asked = event.detail.requestConfig && event.detail.requestConfig.triggeringEvent;
    pressed = event.detail.elt.id === 'agenda-order' && asked && asked.submitter ? asked.submitter.id : null;
  });
  document.addEventListener('htmx:afterSettle', function (event) {
    addGrips(document);
    if (!pressed || event.detail.target.id !== 'agenda') return;
    var button = document.getElementById(pressed);
    if (button && button.disabled) {
      button = document.getElementById(pressed.replace(/^(up|down)/, function (way) {
        return way === 'up' ? 'down' : 'up';
      }));
    }
    if (button) button.focus();
    pressed = null;
  });
  addGrips(document);
})();
