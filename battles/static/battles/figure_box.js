"use strict";

/* The box for a figure in a claim form: asks the server what the text means, says it, and fills the fields below.
   Without this script the server does the same when the form is saved. */

{
  const PAUSE = 250;
  const FIELDS = ["low", "high", "qualifier", "category", "counted", "kind"];

  const setUp = (box) => {
    const form = box.form;
    const status = document.getElementById(`${box.id}_reading`);
    const prefix = box.name.slice(0, -"figure_text".length);
    const field = (name) => form.elements[prefix + name];
    const wording = field("wording");
    const button = box.parentElement.querySelector("[data-from-wording]");
    // What the box has put into a field, and what was there before.
    const filled = new Map();
    let timer;
    let request;

    const takeBack = () => {
      filled.forEach(({ before, now }, name) => {
        if (field(name).value === now) field(name).value = before;
      });
      filled.clear();
    };

    // Whether nobody has changed the field since the page was shown.
    const isAsShown = (target) => {
      if (!(target instanceof HTMLSelectElement)) return target.value === target.defaultValue;
      const shown = [...target.options].findIndex((option) => option.defaultSelected);
      return target.selectedIndex === Math.max(shown, 0);
    };

    // Fill the field, and return false if it has another value that a person has chosen.
    const fill = (name, value) => {
      const target = field(name);
      if (!target || target.value === value) return true;
      if (target instanceof HTMLSelectElement && ![...target.options].some((option) => option.value === value)) return true;
      if (!isAsShown(target)) return false;
      filled.set(name, { before: target.value, now: value });
      target.value = value;
      return true;
    };

    const show = (answer) => {
      status.textContent = answer.words;
      status.classList.toggle("doubtful", !answer.is_sure);
      if (!answer.is_sure) return;
      const { kind, category, counted, ...figure } = answer.columns;
      const wanted = Object.entries(figure);
      if (category) wanted.push(["category", category]);
      if (counted) wanted.push(["counted", counted]);
      if (kind && "fillsKind" in box.dataset) wanted.push(["kind", kind]);
      const agrees = wanted.map(([name, value]) => fill(name, value)).every(Boolean);
      status.classList.toggle("doubtful", !agrees);
      if (!agrees) status.textContent = `${answer.words}. ${status.dataset.differs}`;
    };

    const ask = async () => {
      request = new AbortController();
      const asked = request;
      try {
        const address = `${box.dataset.url}?${new URLSearchParams({ text: box.value })}`;
        const response = await fetch(address, { signal: asked.signal, headers: { Accept: "application/json" } });
        if (!response.ok || response.redirected) throw new Error(response.statusText);
        const answer = await response.json();
        if (asked === request) show(answer);
      } catch (error) {
        if (error.name !== "AbortError" && asked === request) status.textContent = status.dataset.unread;
      }
    };

    const forget = () => {
      clearTimeout(timer);
      request?.abort();
      request = undefined;
      status.classList.remove("doubtful");
    };

    box.addEventListener("input", () => {
      forget();
      takeBack();
      if (box.value.trim()) timer = setTimeout(ask, PAUSE);
      else status.textContent = "";
    });

    form.addEventListener("input", (event) => {
      if (!box.value || !FIELDS.some((name) => field(name) === event.target)) return;
      forget();
      filled.clear();
      box.value = "";
      status.textContent = status.dataset.byHand;
    });

    if (wording) {
      button.hidden = false;
      button.addEventListener("click", () => {
        box.value = wording.value;
        box.dispatchEvent(new Event("input", { bubbles: true }));
        box.focus();
      });
    }
  };

  document.addEventListener("DOMContentLoaded", () => {
    document.querySelectorAll(".figure-box input").forEach(setUp);
  });
}
