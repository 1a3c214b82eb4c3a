// The reading desk by keyboard, without a new page for each mark, and with the words that are selected. All of it also
// works without this script, except for the selection.
"use strict";

const reading = document.getElementById("reading");
const paragraphs = [...reading.querySelectorAll(".paragraph")];
const isWide = window.matchMedia("(min-width: 900px)");
let current = null;

function become(paragraph) {
  if (paragraph === current) return;
  if (current) {
    current.classList.remove("current");
    const before = current.querySelector(".said");
    if (before) before.open = false;
  }
  current = paragraph;
  current.classList.add("current");
  const said = current.querySelector(".said");
  if (said && isWide.matches) said.open = true;
}

function goTo(paragraph) {
  paragraph.focus({ preventScroll: true });
  paragraph.scrollIntoView({ block: "nearest" });
}

function step(by) {
  const shown = paragraphs.filter(each => !each.classList.contains("blank"));
  const next = shown[current ? shown.indexOf(current) + by : 0];
  if (next) goTo(next);
}

function show(sentence) {
  document.getElementById("how-far-words").textContent = sentence;
}

// Shows the mark once the site has it. For any other answer the form is sent as without a script: it leads to the login
// if the session has ended, and shows what somebody else has done in between.
async function mark(button) {
  const paragraph = button.closest(".paragraph");
  const sent = new FormData(reading);
  sent.set(button.name, button.value);
  let answer = null;
  try {
    const response = await fetch(reading.action, { method: "POST", body: sent, headers: { Accept: "application/json" } });
    answer = response.ok && !response.redirected ? await response.json() : null;
  } catch {
    answer = null;
  }
  if (!answer || answer.is_replaced || answer.sentences.length) {
    send(button);
    return;
  }
  const isRead = button.name === "read";
  paragraph.classList.toggle("is-read", isRead);
  const [toRead, read] = paragraph.querySelectorAll(".place button");
  toRead.hidden = isRead;
  read.hidden = !isRead;
  document.getElementById("how-far").value = answer.read;
  show(answer.words);
  if (isRead) {
    become(paragraph);
    step(1);
  } else {
    toRead.focus();
  }
}

function send(button) {
  button.dataset.sent = "yes";
  reading.requestSubmit(button);
}

reading.addEventListener("submit", event => {
  const button = event.submitter;
  if (!button || !button.closest(".paragraph") || button.dataset.sent) return;
  event.preventDefault();
  mark(button);
});

reading.addEventListener("focusin", event => {
  const paragraph = event.target.closest(".paragraph");
  if (paragraph) become(paragraph);
});

document.addEventListener("keydown", event => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, textarea, select")) return;
  if (event.key === "j") step(1);
  else if (event.key === "k") step(-1);
  else if (event.key === "r" && current) current.querySelector(".mark-read:not([hidden])")?.click();
  else return;
  event.preventDefault();
});

const bar = document.getElementById("selected");
const says = bar.querySelector("p");
const LONGEST_WORDING = 200;

function wordsOf(node) {
  const element = node && (node.nodeType === Node.ELEMENT_NODE ? node : node.parentElement);
  return element && element.closest(".words");
}

// The words that are selected become the wording of the statement that is added next.
document.addEventListener("selectionchange", () => {
  const selection = document.getSelection();
  const words = selection.toString().trim();
  const [from, to] = [wordsOf(selection.anchorNode), wordsOf(selection.focusNode)];
  bar.hidden = !words || !from && !to;
  if (bar.hidden) return;
  const isWording = from === to && words.length <= LONGEST_WORDING;
  bar.querySelector("ul").hidden = !isWording;
  if (!isWording) {
    says.textContent = from === to ? says.dataset.long : says.dataset.several;
    return;
  }
  says.textContent = says.dataset.sentence.replace("%s", () => words);
  const number = from.closest(".paragraph").dataset.number;
  for (const link of bar.querySelectorAll("a")) {
    const url = new URL(link.href);
    url.searchParams.set("locator", `¶${number}`);
    url.searchParams.set("wording", words);
    link.href = url.href;
  }
});

document.querySelector(".legend .keys").hidden = false;
if (location.hash) {
  const named = paragraphs.find(each => `#${each.id}` === location.hash);
  if (named) goTo(named);
}
