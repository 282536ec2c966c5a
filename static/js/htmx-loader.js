// Loads htmx from the CDN, and from the local copy where the CDN refuses, is tampered with or
// does not answer in time. The outcome is remembered for a day, so a closed network waits once.
(function () {
  'use strict';
  var own = document.currentScript.dataset;
  var PATIENCE = 1500;
  var MEMORY = 'mmo-htmx';
  var DAY = 24 * 3600 * 1000;

  function load(address, integrity, done) {
    var script = document.createElement('script');
    script.src = address;
    if (integrity) {
      script.integrity = integrity;
      script.crossOrigin = 'anonymous';
    }
    script.onload = function () { done(true); };
    script.onerror = function () { done(false); };
    document.head.appendChild(script);
    return script;
  }

  function remembered() {
    try { return Number(localStorage.getItem(MEMORY)) > Date.now(); } catch (error) { return false; }
  }

  function remember() {
    try { localStorage.setItem(MEMORY, String(Date.now() + DAY)); } catch (error) { /* private mode */ }
  }

  function local() {
    if (!window.htmx) load(own.local, null, function () {});
  }

  // A script that comes after all must not run beside the local copy: in another document it never
  // runs.
  function discard(script) {
    document.implementation.createHTMLDocument('').body.appendChild(script);
  }

  function start() {
    if (!own.cdn || remembered()) {
      local();
      return;
    }
    var answered = false;
    var script = load(own.cdn, own.integrity, function (loaded) {
      if (answered) return;
      answered = true;
      if (!loaded) { remember(); local(); }
    });
    setTimeout(function () {
      if (answered) return;
      answered = true;
      discard(script);
      remember();
      local();
    }, PATIENCE);
  }

  // htmx sets itself up on DOMContentLoaded or in a complete document, and in between not at all;
  // and so a CDN that hangs does not keep the page loading.
  if (document.readyState === 'complete') start(); else window.addEventListener('load', start);
})();
