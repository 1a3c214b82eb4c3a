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

    const fill = (name, value) => {
      const target = field(name);
      const isChoice = target instanceof HTMLSelectElement;
      if (!target || (isChoice && ![...target.options].some((option) => option.value === value))) return;
      filled.set(name, { before: target.value, now: value });
      target.value = value;
    };

    const show = (answer) => {
      status.textContent = answer.words;
      status.classList.toggle("doubtful", !answer.is_sure);
      if (!answer.is_sure) return;
      for (const name of ["low", "high", "qualifier"]) fill(name, answer.columns[name]);
      for (const name of ["category", "counted"]) if (answer.columns[name]) fill(name, answer.columns[name]);
      if (answer.columns.kind && "fillsKind" in box.dataset) fill("kind", answer.columns.kind);
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
