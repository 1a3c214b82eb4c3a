/* The grid of the page “Enter a table”. Without it, the page has a text area with tabs between the cells.
   The grid writes its rows into that text area, so the server reads one form only. */
"use strict";

(() => {
  const form = document.getElementById("entered-table-form");
  const text = document.getElementById("id_rows");
  const texts = document.getElementById("grid-texts").dataset;
  const columns = JSON.parse(document.getElementById("columns").textContent);
  const byHeading = new Map(columns.map((column) => [column.heading, column]));
  const MOST_ROWS = 2000;
  const CHECK_AFTER = 500;
  const LOOK_AFTER = 150;
  // Larger tables are checked when the editor asks for it.
  const CHECKED_WHILE_TYPING = 200;

  let headings = [];
  let rows = [];
  let runStart = 0;
  let checkTimer = null;
  let lastCheck = 0;

  const make = (tag, attributes = {}, ...children) => {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) {
      if (value !== null && value !== undefined) element.setAttribute(name, value);
    }
    element.append(...children);
    return element;
  };

  const keyOf = (heading) => heading.toLowerCase().replace(/[\s_]/g, "");

  /* Tables as text */

  function readTabbed(source) {
    const table = [];
    let row = [], cell = "", isQuoted = false, place = 0;
    const endRow = () => { row.push(cell); table.push(row); row = []; cell = ""; };
    while (place < source.length) {
      const mark = source[place];
      if (isQuoted) {
        if (mark === '"' && source[place + 1] === '"') { cell += '"'; place += 1; }
        else if (mark === '"') isQuoted = false;
        else cell += mark;
      } else if (mark === '"' && cell === "") isQuoted = true;
      else if (mark === "\t") { row.push(cell); cell = ""; }
      else if (mark === "\n") endRow();
      else if (mark !== "\r") cell += mark;
      place += 1;
    }
    if (cell !== "" || row.length) endRow();
    return table;
  }

  const quoted = (cell) => (/["\n\r\t]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);

  function writeTabbed() {
    // Also notes in which line of the text each row begins, because the server names lines.
    const lines = [headings.join("\t")];
    let line = 2;
    for (const row of rows) {
      row.line = line;
      const written = row.cells.map(quoted).join("\t");
      lines.push(written);
      line += written.split("\n").length;
    }
    text.value = `${lines.join("\n")}\n`;
  }

  function readHtml(source) {
    const table = new DOMParser().parseFromString(source, "text/html").querySelector("table");
    if (!table) return null;
    let isMerged = false;
    const found = [];
    const taken = [];
    [...table.rows].forEach((row, number) => {
      const cells = [];
      for (const cell of row.cells) {
        while (taken[number]?.has(cells.length)) cells.push("");
        const first = cells.length;
        cells.push(cell.textContent.replace(/\s+/g, " ").trim());
        for (let more = 1; more < Math.min(cell.colSpan, 100); more += 1) cells.push("");
        for (let below = 1; below < Math.min(cell.rowSpan, MOST_ROWS); below += 1) {
          taken[number + below] ??= new Set();
          for (let place = first; place < cells.length; place += 1) taken[number + below].add(place);
        }
        isMerged ||= cell.colSpan > 1 || cell.rowSpan > 1;
      }
      while (taken[number]?.has(cells.length)) cells.push("");
      found.push(cells);
    });
    return { rows: found, isMerged };
  }

  /* The grid */

  const grid = document.getElementById("grid");
  const keys = make("p", { class: "help", id: "grid-keys" }, texts.keys);
  const body = make("tbody");
  const head = make("thead");
  const table = make("table", { "aria-label": texts.grid, "aria-describedby": "grid-keys" }, head, body);
  const notice = make("p", { role: "status", class: "notice", hidden: "" });
  const outcome = make("div", { role: "status", class: "outcome" });
  const choices = make("div", { class: "column-choices" });
  const chosen = make("details", {}, make("summary", {}, texts.columns), choices);
  const button = (label, action, title) => {
    const made = make("button", { type: "button", class: "button", title }, label);
    made.addEventListener("click", action);
    return made;
  };
  const hits = make("ul", { role: "listbox", id: "grid-hits", hidden: "" });
  grid.append(
    chosen, keys, notice, make("div", { class: "scrolled" }, table),
    make("div", { class: "grid-buttons" },
      button(texts.addRow, () => { addRow(); focusCell(rows.length - 1, 0); }),
      button(texts.fillDown, fillDown, texts.fillDownHelp),
      button(texts.check, () => check(true))),
    outcome,
  );
  document.body.append(hits);

  function say(sentence) {
    notice.hidden = !sentence;
    notice.textContent = sentence;
  }

  function setHeadings(names) {
    const cells = rows.map((row) => new Map(headings.map((heading, number) => [heading, row.cells[number]])));
    headings = names;
    rows.forEach((row, number) => { row.cells = headings.map((heading) => cells[number].get(heading) ?? ""); });
    for (const box of choices.querySelectorAll("input")) box.checked = headings.includes(box.value);
    for (const field of document.querySelectorAll(".same-field")) {
      const isColumn = headings.includes(field.dataset.heading);
      field.hidden = isColumn;
      for (const input of field.querySelectorAll("input, select, textarea")) input.disabled = isColumn;
    }
    draw();
  }

  // The heading of the column in files too, where it is another word.
  function named({ label, heading }) {
    return keyOf(label) === keyOf(heading) ? [label] : [label, " ", make("code", {}, heading)];
  }

  function draw() {
    head.replaceChildren(make("tr", {}, make("th", { scope: "col" }, "#"),
      ...headings.map((heading) => {
        const column = byHeading.get(heading);
        return make("th", { scope: "col", title: column.help }, ...named(column));
      }),
      make("td")));
    body.replaceChildren(...rows.map(drawRow));
  }

  function drawRow(row, number) {
    const cells = headings.map((heading, place) => {
      const column = byHeading.get(heading);
      const input = make(column.hasLines ? "textarea" : "input", {
        "aria-label": `${texts.row} ${number + 1}, ${column.label}`,
        autocomplete: "off", rows: column.hasLines ? "1" : null, spellcheck: "false",
      });
      if (column.isLink || column.choices.length) {
        input.setAttribute("role", "combobox");
        input.setAttribute("aria-expanded", "false");
        input.setAttribute("aria-autocomplete", "list");
      }
      input.value = row.cells[place];
      return make("td", { class: `cell-${heading}` }, input);
    });
    const remove = make("button", { type: "button", "aria-label": `${texts.removeRow} ${number + 1}`, tabindex: "-1" }, "×");
    remove.addEventListener("click", () => {
      const place = rows.indexOf(row);
      rows.splice(place, 1);
      if (!rows.length) addRow();
      draw();
      focusCell(Math.min(place, rows.length - 1), 0);
      checkSoon();
    });
    row.element = make("tr", {}, make("th", { scope: "row" }, String(number + 1)), ...cells, make("td", {}, remove));
    return row.element;
  }

  function addRow(cells = headings.map(() => "")) {
    const row = { cells };
    rows.push(row);
    body.append(drawRow(row, rows.length - 1));
    return row;
  }

  const inputAt = (row, place) => rows[row]?.element.children[place + 1]?.firstElementChild;

  function focusCell(row, place) {
    const input = inputAt(row, place);
    if (!input) return false;
    input.focus();
    input.select();
    return true;
  }

  function placeOf(input) {
    const cell = input.closest("td");
    return [[...body.children].indexOf(cell.parentElement), cell.cellIndex - 1];
  }

  function setCell(row, place, value) {
    rows[row].cells[place] = value;
    inputAt(row, place).value = value;
  }

  // What was read from a wording is marked until somebody changes it.
  function touch(input) {
    input.classList.remove("read");
    input.removeAttribute("aria-description");
  }

  function emptyRead(row) {
    for (const input of rows[row].element.querySelectorAll(".read")) {
      touch(input);
      setCell(row, placeOf(input)[1], "");
    }
  }

  function fillDown() {
    if (!current) return;
    const [row, place] = current;
    const value = rows[row].cells[place];
    for (let below = row + 1; below < rows.length; below += 1) setCell(below, place, value);
    focusCell(row, place);
    checkSoon();
  }

  let current = null;

  body.addEventListener("focusin", (event) => {
    if (event.target.tagName === "BUTTON") return;
    const [row, place] = placeOf(event.target);
    if (!movedByTab) runStart = place;
    movedByTab = false;
    if (current && current[0] !== row) checkSoon();
    current = [row, place];
  });
  body.addEventListener("focusout", () => closeHits());
  body.addEventListener("input", (event) => {
    const [row, place] = placeOf(event.target);
    rows[row].cells[place] = event.target.value;
    touch(event.target);
    if (headings[place] === "wording") emptyRead(row);
    lookFor(event.target, byHeading.get(headings[place]));
  });

  let movedByTab = false;

  body.addEventListener("keydown", (event) => {
    const input = event.target;
    if (input.tagName === "BUTTON" || event.isComposing) return;
    const [row, place] = placeOf(input);
    const isOpen = !hits.hidden;
    const plain = !event.ctrlKey && !event.metaKey && !event.altKey;
    const move = (newRow, newPlace) => { if (focusCell(newRow, newPlace)) event.preventDefault(); };
    if (event.key === "Tab") {
      if (isOpen) takeHit();
      movedByTab = true;
    } else if (event.key === "Enter" && event.ctrlKey) {
      if (isOpen) takeHit();
      event.preventDefault();
      form.requestSubmit();
    } else if (event.key === "Enter" && event.altKey && input.tagName === "TEXTAREA") {
      input.setRangeText("\n", input.selectionStart, input.selectionEnd, "end");
      rows[row].cells[place] = input.value;
      event.preventDefault();
    } else if (event.key === "Enter" && plain) {
      if (isOpen) takeHit();
      if (row === rows.length - 1 && rows.length < MOST_ROWS) addRow();
      const start = runStart;
      move(row + 1, start);
      event.preventDefault();
    } else if (event.key === "Escape" && isOpen) {
      closeHits();
      event.preventDefault();
    } else if ((event.key === "ArrowDown" || event.key === "ArrowUp") && plain) {
      const step = event.key === "ArrowDown" ? 1 : -1;
      if (isOpen) { choose(step); event.preventDefault(); }
      else move(row + step, place);
    } else if (event.key === "ArrowLeft" && plain && input.selectionEnd === 0) move(row, place - 1);
    else if (event.key === "ArrowRight" && plain && input.selectionStart === input.value.length) move(row, place + 1);
    else if (event.key.toLowerCase() === "d" && event.ctrlKey && row > 0) {
      setCell(row, place, rows[row - 1].cells[place]);
      event.preventDefault();
    }
  });

  /* Suggestions */

  let hitsFor = null;
  let lookTimer = null;
  let looks = 0;

  function lookFor(input, column) {
    clearTimeout(lookTimer);
    const typed = input.value.trim();
    const look = (looks += 1);
    if (!typed || !(column.isLink || column.choices.length)) return closeHits();
    if (column.choices.length) {
      const small = typed.toLowerCase();
      const fitting = column.choices.filter(([value, label]) =>
        value.startsWith(small) || label.toLowerCase().includes(small));
      fitting.sort((a, b) => b[0].startsWith(small) - a[0].startsWith(small));
      return showHits(input, fitting.map(([value, label]) => ({ slug: value, name: label, about: value })));
    }
    lookTimer = setTimeout(async () => {
      const address = `${form.dataset.links}?${new URLSearchParams({ heading: column.heading, q: lastPart(typed) })}`;
      try {
        const answer = await fetch(address, { headers: { Accept: "application/json" } });
        if (answer.ok && look === looks && document.activeElement === input) {
          showHits(input, (await answer.json()).hits);
        }
      } catch { closeHits(); }
    }, LOOK_AFTER);
  }

  // In a list of links the last one is being typed.
  const lastPart = (typed) => typed.split("|").pop().trim();

  function showHits(input, found) {
    if (!found.length) return closeHits();
    hitsFor = input;
    hits.replaceChildren(...found.map((hit, number) => {
      const option = make("li", { role: "option", id: `grid-hit-${number}`, "data-value": hit.slug },
        make("strong", {}, hit.name), ` ${hit.about}`);
      option.addEventListener("mousedown", (event) => {
        event.preventDefault();
        mark(number);
        takeHit();
      });
      return option;
    }));
    const box = input.getBoundingClientRect();
    hits.hidden = false;
    hits.style.left = `${Math.max(0, Math.min(box.left, innerWidth - hits.offsetWidth - 8)) + scrollX}px`;
    hits.style.top = `${box.bottom + scrollY}px`;
    input.setAttribute("aria-expanded", "true");
    input.setAttribute("aria-controls", "grid-hits");
    mark(0);
  }

  function mark(number) {
    [...hits.children].forEach((option, place) => option.setAttribute("aria-selected", String(place === number)));
    hitsFor.setAttribute("aria-activedescendant", `grid-hit-${number}`);
    hits.children[number].scrollIntoView({ block: "nearest" });
  }

  function choose(step) {
    const now = [...hits.children].findIndex((option) => option.getAttribute("aria-selected") === "true");
    mark((now + step + hits.children.length) % hits.children.length);
  }

  function takeHit() {
    const option = hits.querySelector('[aria-selected="true"]');
    const [row, place] = placeOf(hitsFor);
    const before = rows[row].cells[place].split("|").slice(0, -1).map((part) => part.trim());
    const isList = byHeading.get(headings[place]).isLink;
    setCell(row, place, isList ? [...before, option.dataset.value].join("|") : option.dataset.value);
    closeHits();
  }

  function closeHits() {
    looks += 1;
    if (!hitsFor) return;
    hitsFor.setAttribute("aria-expanded", "false");
    hitsFor.removeAttribute("aria-activedescendant");
    hits.hidden = true;
    hitsFor = null;
  }

  /* Paste */

  body.addEventListener("paste", (event) => {
    const html = event.clipboardData.getData("text/html");
    const plain = event.clipboardData.getData("text/plain");
    const fromHtml = html && readHtml(html);
    if (!fromHtml && !plain) {
      event.preventDefault();
      return say(texts.noText);
    }
    const pasted = fromHtml ? fromHtml.rows : readTabbed(plain);
    if (pasted.length === 1 && pasted[0].length === 1) return;
    event.preventDefault();
    const [row, place] = placeOf(event.target);
    pasteRows(pasted, row, place, fromHtml?.isMerged);
  });

  const byKey = new Map(columns.flatMap((column) => [[keyOf(column.heading), column.heading], [keyOf(column.label), column.heading]]));

  function pasteRows(pasted, row, place, isMerged) {
    const names = pasted[0].map((cell) => byKey.get(keyOf(cell)));
    const hasHeadings = names.every(Boolean) && new Set(names).size === names.length && names.length > 1;
    const firstRow = hasHeadings && rows.every((each) => each.cells.every((cell) => !cell)) ? 0 : row;
    const content = hasHeadings ? pasted.slice(1) : pasted;
    if (firstRow + content.length > MOST_ROWS) return say(texts.tooMany);
    if (!hasHeadings && content.some((cells) => place + cells.length > headings.length)) return say(texts.tooWide);
    if (hasHeadings) setHeadings([...names, ...headings.filter((heading) => !names.includes(heading))]);
    content.forEach((cells, number) => {
      if (!rows[firstRow + number]) addRow();
      cells.forEach((cell, offset) => {
        const column = hasHeadings ? offset : place + offset;
        setCell(firstRow + number, column, byHeading.get(headings[column]).hasLines ? cell : cell.replace(/\s+/g, " ").trim());
      });
    });
    focusCell(firstRow + content.length - 1, hasHeadings ? 0 : place);
    say(isMerged ? texts.merged : "");
    checkSoon();
  }

  /* The check */

  function checkSoon() {
    clearTimeout(checkTimer);
    if (rows.length <= CHECKED_WHILE_TYPING) checkTimer = setTimeout(() => check(false), CHECK_AFTER);
  }

  // Whoever logs in again in another window gets another token there.
  function renewToken() {
    const token = document.cookie.match(/csrftoken=([^;]+)/)?.[1];
    if (token) form.elements.csrfmiddlewaretoken.value = token;
  }

  async function check(isAsked) {
    clearTimeout(checkTimer);
    if (rows.every((row) => row.cells.every((cell) => !cell.trim()))) return;
    const number = (lastCheck += 1);
    if (isAsked) outcome.textContent = texts.checking;
    writeTabbed();
    renewToken();
    let answer;
    try {
      answer = await fetch(form.dataset.check, {
        method: "POST", body: new FormData(form), headers: { Accept: "application/json" }, redirect: "manual",
      });
    } catch {
      outcome.textContent = texts.notChecked;
      return;
    }
    if (number !== lastCheck) return;
    const isJson = answer.headers.get("Content-Type")?.startsWith("application/json");
    if (!answer.ok || !isJson) {
      const isLoggedOut = answer.type === "opaqueredirect" || answer.status === 403 || answer.status < 400;
      outcome.textContent = isLoggedOut ? texts.loggedOut : texts.notChecked;
      return;
    }
    showOutcome(await answer.json(), isAsked);
  }

  function showOutcome(found, isAsked) {
    let hasRead = false;
    for (const input of body.querySelectorAll("[aria-invalid]")) {
      input.removeAttribute("aria-invalid");
      input.removeAttribute("aria-errormessage");
      input.title = "";
    }
    for (const field of document.querySelectorAll(".same-field .found")) field.remove();
    const byLine = new Map(rows.map((row, number) => [row.line, number]));
    const beingTyped = !isAsked && document.activeElement.closest?.("#grid tbody") ? current?.[0] : null;
    for (const { line, heading, cell } of found.read ?? []) {
      const row = byLine.get(line);
      // A cell that was filled since stays as it is.
      if (row === undefined || row === beingTyped || rows[row].cells[headings.indexOf(heading)]) continue;
      setCell(row, headings.indexOf(heading), cell);
      const input = inputAt(row, headings.indexOf(heading));
      input.classList.add("read");
      input.setAttribute("aria-description", texts.read);
      hasRead = true;
    }
    if (found.problem) {
      outcome.replaceChildren(make("p", {}, found.problem));
      return;
    }
    for (const [heading, message] of Object.entries(found.common)) {
      const field = document.querySelector(`.same-field[data-heading="${heading}"]`);
      field.append(make("ul", { class: "errorlist found" }, make("li", {}, message)));
      if (isAsked) field.closest("details")?.setAttribute("open", "");
    }
    if (!found.errors) {
      if (hasRead) checkSoon();
      const labels = Object.keys(found.common).map((heading) => byHeading.get(heading).label);
      outcome.replaceChildren(make("p", {}, `${texts.missing} ${labels.join(", ")}`));
      return;
    }
    for (const { line, heading, cell } of found.slugs) {
      const row = byLine.get(line);
      if (row !== undefined && row !== beingTyped) setCell(row, headings.indexOf(heading), cell);
    }
    const items = found.errors.map(({ line, heading, message }) => {
      const row = byLine.get(line);
      if (row === undefined || row === beingTyped) return null;
      const input = inputAt(row, headings.indexOf(heading));
      if (input && headings.includes(heading)) {
        input.setAttribute("aria-invalid", "true");
        input.title = message;
      }
      const label = byHeading.get(heading)?.label;
      return finding(row, headings.indexOf(heading), [`${texts.row} ${row + 1}`, label].filter(Boolean).join(", "), message);
    });
    const remarks = found.remarks.map(({ line, message }) => {
      const row = byLine.get(line);
      if (row === undefined || row === beingTyped) return null;
      return finding(row, 0, `${texts.remark}, ${texts.row} ${row + 1}`, message);
    });
    const [added, changed, unchanged] = found.counts;
    const counts = [[added, texts.new], [changed, texts.changed], [unchanged, texts.unchanged]]
      .filter(([count]) => count).map(([count, label]) => `${count} ${label}`).join(" · ");
    const list = [...items, ...remarks].filter(Boolean);
    // The cells that were filled just now are checked too.
    if (hasRead) checkSoon();
    outcome.replaceChildren(
      make("p", {}, [counts, list.length ? "" : texts.noErrors].filter(Boolean).join(" · ")),
      ...(list.length ? [make("ul", {}, ...list)] : []),
    );
  }

  function finding(row, place, where, message) {
    const go = make("button", { type: "button", class: "link" }, where);
    go.addEventListener("click", () => focusCell(row, Math.max(place, 0)));
    return make("li", {}, go, `: ${message}`);
  }

  /* Start */

  form.addEventListener("submit", () => {
    // A last row that was begun by Enter is no row.
    while (rows.length > 1 && rows.at(-1).cells.every((cell) => !cell.trim())) rows.pop().element.remove();
    writeTabbed();
    renewToken();
  });

  for (const column of columns) {
    const box = make("input", { type: "checkbox", value: column.heading });
    box.addEventListener("change", () => {
      const wanted = new Set([...choices.querySelectorAll(":checked")].map((each) => each.value));
      if (!wanted.size) { box.checked = true; return; }
      const kept = headings.filter((heading) => wanted.has(heading));
      const added = columns.map((each) => each.heading).filter((heading) => wanted.has(heading) && !kept.includes(heading));
      setHeadings([...kept, ...added]);
    });
    choices.append(make("label", { title: column.help }, box, " ", ...named(column)));
  }
  const [first, ...others] = readTabbed(text.value);
  const names = (first ?? []).map((heading) => byKey.get(keyOf(heading)));
  if (!names.length || !names.every(Boolean)) return; // The server says what is wrong with the headings.
  headings = names;
  rows = (others.length ? others : [[]]).map((cells) => ({ cells: names.map((_name, place) => cells[place] ?? "") }));
  setHeadings(names);
  grid.hidden = false;
  document.querySelector(".row-text").hidden = true;
  if (others.length) check(true);
})();
