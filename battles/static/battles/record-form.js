/* The form of a record: what makes it quick for the keyboard. Everything works without it, a little slower. */
"use strict";

(() => {
  const $ = django.jQuery;

  /* Links: each hit with what tells it from others. */
  // Lists have no links to choose.
  $.fn.select2?.defaults.set("templateResult", (hit) => {
    if (!hit.about) return hit.text;
    const about = document.createElement("small");
    about.className = "about";
    about.textContent = hit.about;
    const shown = document.createElement("span");
    shown.append(hit.text, about);
    return $(shown);
  });

  // After autocomplete.js has made the boxes of links, which waits for the same event.
  $(() => {
    const form = document.querySelector("#content-main form[method=post]");
    if (!form) return;

    /* A link opens when one types in it. */
    form.addEventListener("keydown", (event) => {
      const box = event.target.closest?.(".select2-selection");
      const isText = event.key.length === 1 && event.key !== " " && !event.ctrlKey && !event.metaKey && !event.altKey;
      if (!box || !isText || event.isComposing) return;
      const select = box.closest(".select2-container").previousElementSibling;
      $(select).select2("open");
      const search = document.querySelector(".select2-container--open .select2-search__field");
      if (!search) return;
      event.preventDefault();
      search.value = event.key;
      search.dispatchEvent(new Event("input", { bubbles: true }));
    });

    /* The focus begins in the first empty field. */
    if (document.body.classList.contains("change-form") && document.querySelector("[data-is-new]")) {
      const fields = [...form.querySelectorAll("fieldset :is(input, select, textarea)")].filter(
        (field) => field.type !== "hidden" && !field.disabled && field.type !== "checkbox" && !field.closest("details:not([open])"));
      const first = fields.find((field) => !field.value) ?? fields[0];
      const shown = first?.nextElementSibling?.querySelector?.(".select2-selection") ?? first;
      shown?.focus({ preventScroll: true });
    }

    /* The buttons say what becomes of the record. */
    const status = form.querySelector("select[name=status]");
    const buttons = [...form.querySelectorAll(".submit-row input[data-unpublished]")];
    buttons.forEach((button) => { button.dataset.published = button.value; });
    const label = () => buttons.forEach((button) => {
      button.value = status.value === "published" ? button.dataset.published : button.dataset.unpublished;
    });
    if (status) {
      status.addEventListener("change", label);
      label();
    }

    /* Tab goes from field to field. Alt+A opens what the icons beside a link offer first: a new record. */
    const leaveOut = () => form.querySelectorAll(".related-widget-wrapper-link").forEach((link) => { link.tabIndex = -1; });
    leaveOut();
    document.addEventListener("formset:added", leaveOut);
    function addLinked() {
      document.activeElement.closest(".related-widget-wrapper")?.querySelector(".add-related")?.click();
    }

    /* Keys */
    const press = (name) => form.querySelector(`input[type=submit][name=${name}]`)?.click();
    const actions = {
      KeyS: () => press("_save"),
      KeyN: () => press("_addanother"),
      KeyE: () => press("_continue"),
      KeyA: addLinked,
      Period: nextPlace,
    };
    document.addEventListener("keydown", (event) => {
      if (event.isComposing) return;
      const isTyping = event.target.matches?.("input, textarea, select, .select2-search__field, .select2-selection");
      if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
        event.preventDefault();
        if (form.querySelector("input[name=_addanother]")) press("_addanother");
        else press("_save");
      } else if (event.altKey && !event.ctrlKey && actions[event.code]) {
        event.preventDefault();
        actions[event.code]();
      } else if (event.key === "?" && !isTyping) {
        event.preventDefault();
        document.getElementById("keys")?.showModal();
      }
    });
    const showKeys = document.getElementById("show-keys");
    if (showKeys) {
      showKeys.parentElement.hidden = false;
      showKeys.addEventListener("click", () => document.getElementById("keys").showModal());
    }

    /* The place in the source: its last number, one higher. */
    function nextPlace() {
      const place = document.getElementById("id_locator");
      if (!place) return;
      place.value = place.value.replace(/\d+(?!.*\d)/, (number) => String(Number(number) + 1));
      place.dispatchEvent(new Event("change", { bubbles: true }));
    }
  });
})();
