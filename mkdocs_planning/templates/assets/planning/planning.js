/* mkdocs-planning. Every page works without this script, which filters, sorts and groups its content.

   The state of a page is in the query of its URL and nowhere else, so that a filtered view can be shared.
   A root is an element with data-pl-filter, a selector of its items. The data-… attributes of an item, and
   of the elements around it, hold the values that filters compare, one per line. Filters are the controls
   of .pl-filter, and links with data-pl-set, such as ?level=high. */
(() => {
  "use strict";

  const NONE = "none";
  const AT_ONCE = 24;
  const IN_TIME = 20; // milliseconds between two frames
  const ORDER = { asc: "ascending", desc: "descending" };
  const allOf = (selector) => [...document.querySelectorAll(`.planning ${selector}`)];
  const roots = () => [...document.querySelectorAll(".planning[data-pl-filter]")];
  const lower = (text) => text.trim().toLowerCase();

  /* The state: the query of the URL. */
  let state = new URLSearchParams();
  let saving = 0;

  function save() {
    clearTimeout(saving);
    const path = location.pathname;
    // Browsers limit the rate of changes to the URL, and every key pressed would be one.
    saving = setTimeout(() => path === location.pathname && write(), 150);
  }

  function write() {
    clearTimeout(saving);
    saving = 0;
    const url = new URL(location.href);
    url.search = state;
    if (url.href !== location.href) history.replaceState(history.state, "", url);
  }

  function put(key, value) {
    if (value) state.set(key, value);
    else state.delete(key);
  }

  /* Filters. */
  const controls = (root) => [...root.querySelectorAll(".pl-filter [name]")];
  const links = (root) => [...root.querySelectorAll("a[data-pl-set]")];
  const filtersOf = (link) => [...new URLSearchParams(link.search)];
  const defaultValue = (control) => (control.options ? ([...control.options].find((one) => one.defaultSelected) ?? control.options[0]).value : "");

  /* The active filters of a root, as [key, value in lower case]. */
  function activeFilters(root) {
    const keys = new Set(links(root).flatMap((link) => filtersOf(link).map(([key]) => key)));
    const found = new Map([...keys].filter((key) => state.has(key)).map((key) => [key, lower(state.get(key))]));
    for (const control of controls(root)) {
      if (control.name === "group") continue;
      if (lower(control.value)) found.set(control.name, lower(control.value));
    }
    return [...found].filter(([, value]) => value);
  }

  function values(item, key) {
    const name = `data-${key}`;
    const holder = item.closest(`[${CSS.escape(name)}]`);
    return holder ? holder.getAttribute(name).split("\n") : [NONE];
  }

  /* Formats numbers as the page does. */
  const numbers = (root) => new Intl.NumberFormat(root.querySelector(".pl-filter")?.dataset.locale).format;

  const texts = new WeakMap();

  function text(item) {
    if (!texts.has(item)) {
      const plan = item.closest(".pl-group")?.querySelector(".pl-plan-title")?.textContent ?? "";
      texts.set(item, lower([item.textContent, plan, ...Object.values(item.dataset)].join(" ")));
    }
    return texts.get(item);
  }

  const isMatch = (item, filters) =>
    filters.every(([key, value]) =>
      key === "text" ? value.split(/\s+/).every((word) => text(item).includes(word)) : values(item, key).some((one) => lower(one) === value),
    );

  /* Shows the items of a root that match, and updates the counts. */
  function show(root) {
    const format = numbers(root);
    const filters = activeFilters(root);
    const around = new Map();
    const ranks = new Map();
    const fitting = [];
    let shown = 0;
    let total = 0;
    for (const item of root.querySelectorAll(root.dataset.plFilter)) {
      const fit = isMatch(item, filters);
      if (fit) {
        const rank = ranks.get(item.parentElement) ?? 0;
        ranks.set(item.parentElement, rank + 1);
        fitting.push([rank, item]);
      } else item.hidden = true;
      const duplicate = "twin" in item.dataset; // a plan with two owners is in two lanes, but counts once
      if (!duplicate) {
        total += 1;
        shown += fit;
      }
      for (let box = item.parentElement; box !== root; box = box.parentElement) {
        if (box.matches("section, details, .pl-group")) {
          around.set(box, (around.get(box) ?? 0) + (fit && !(duplicate && box.matches(".pl-col"))));
        }
      }
    }
    for (const [box, count] of around) {
      const number = box.querySelector(":scope > .pl-head > span");
      if (number) number.textContent = format(count);
      if (!box.matches(".pl-col")) box.hidden = !count;
      if (box.matches("details")) unfold(box, filters.length > 0);
    }
    const first = fitting.sort(([one], [other]) => one - other).map(([, item]) => item);
    const later = first.splice(AT_ONCE);
    // Cards that move up on a large board need a new layout, too.
    if (root.querySelector(".pl-large")) for (const item of later) item.hidden = true;
    reveal(root, [...first, ...later].filter((item) => item.hidden));
    fold(root, around);
    const bar = root.querySelector(".pl-shown");
    if (bar) {
      const output = bar.querySelector("output");
      output.textContent = filters.length ? output.dataset.t.replace("{n}", format(shown)).replace("{total}", format(total)) : "";
      bar.hidden = !filters.length;
    }
    for (const link of links(root)) {
      const mine = filtersOf(link);
      const chosen = mine.every(([key, value]) => filters.some((one) => one[0] === key && one[1] === value));
      if (chosen) link.setAttribute("aria-current", "true");
      else link.removeAttribute("aria-current");
    }
  }

  /* Shows items, those at the top of their lists first. The layout of a thousand at once would block the page, so
     each frame shows some of them; the number grows while frames arrive in time. */
  const pending = new WeakMap();

  function reveal(root, items, size = AT_ONCE, before = 0) {
    cancelAnimationFrame(pending.get(root));
    for (const item of items.splice(0, size)) item.hidden = false;
    if (!items.length) return;
    pending.set(root, requestAnimationFrame((now) => reveal(root, items, now - before < IN_TIME ? 2 * size : AT_ONCE, now)));
  }

  /* Collapsed sections are opened while a filter is active, since they may contain matches. */
  function unfold(details, open) {
    if (open && !details.open) details.dataset.plOpened = "";
    else if (open || !("plOpened" in details.dataset)) return;
    else delete details.dataset.plOpened;
    details.open = open;
  }

  /* A column without cards is as wide as its head. */
  function fold(root, counts) {
    const board = root.querySelector(".pl-board");
    if (!board) return;
    const empty = [...board.children].map((column) => !counts.get(column));
    board.style.gridTemplateColumns = empty.includes(true) ? empty.map((none) => (none ? "max-content" : "minmax(var(--pl-col), 1fr)")).join(" ") : "";
    // Browsers keep the fade of a board that no longer scrolls until its animation restarts.
    board.style.animation = "none";
    void board.offsetWidth;
    board.style.animation = "";
  }

  /* Groups: each column is divided into lanes, which the style sheet places in rows across the board. */
  const cardsOf = new WeakMap();

  function group(root, by) {
    const board = root.querySelector(".pl-board");
    if (!board || (board.dataset.group || NONE) === by) return false;
    board.dataset.group = by;
    const columns = [...board.children].map((column) => {
      if (!cardsOf.has(column)) {
        const cards = [...column.querySelectorAll(".pl-card:not([data-twin])")];
        cardsOf.set(column, cards.sort((a, b) => (a.dataset.n ?? 0) - (b.dataset.n ?? 0)));
      }
      return [column, cardsOf.get(column)];
    });
    const titles = new Map();
    const of = (card) => [...new Set(values(card, by).map(lower))];
    if (by !== NONE) {
      for (const [, cards] of columns) {
        for (const card of cards) for (const value of values(card, by)) if (!titles.has(lower(value))) titles.set(lower(value), value.trim());
      }
      const without = root.querySelector(`.pl-filter [name="group"] option[value="${by}"]`)?.dataset.none;
      if (titles.delete(NONE)) titles.set(NONE, without ?? NONE);
    }
    const names = [...titles.keys()].sort((a, b) => (a === NONE) - (b === NONE) || compare(a, b));
    board.classList.toggle("pl-lanes", by !== NONE);
    board.style.setProperty("--n", names.length + 1);
    for (const [column, cards] of columns) {
      const parts = [column.querySelector(".pl-head")];
      if (by === NONE) parts.push(list(cards));
      const placed = new Set();
      for (const [row, name] of names.entries()) {
        const inside = cards.filter((card) => of(card).includes(name));
        if (!inside.length) continue;
        parts.push(lane(titles.get(name), row + 2, inside.map((card) => (placed.has(card) ? twin(card) : (placed.add(card), card)))));
      }
      for (const card of cards) card.hidden = true; // reveal() shows them
      column.replaceChildren(...parts);
    }
    return true;
  }

  function make(tag, className, ...children) {
    const made = document.createElement(tag);
    if (className) made.className = className;
    made.append(...children);
    return made;
  }

  const list = (cards) => make("ul", "pl-cards", ...cards);

  function lane(title, row, cards) {
    const made = make("section", "pl-lane", make("h3", "pl-head", make("bdi", "", title), " ", make("span")), list(cards));
    made.style.gridRow = row;
    return made;
  }

  function twin(card) {
    const copy = card.cloneNode(true);
    copy.dataset.twin = "";
    return copy;
  }

  /* Sorting: by data-v of the cells, else by their text; empty cells last. */
  const { compare } = new Intl.Collator(undefined, { numeric: true, sensitivity: "base" });
  const originalOrder = new WeakMap();
  const rest = (table) => (table.nextElementSibling?.matches(".pl-rest") ? table.nextElementSibling : null);
  const originalParent = new WeakMap();
  const sortedTables = new WeakSet();
  const name = (head) => head.dataset.k ?? lower(head.textContent).replace(/\s+/g, "-");
  const heads = (table) => [...table.querySelectorAll("thead th[scope=col]")].filter((head) => head.querySelector("button"));

  function sortable(table) {
    if (originalOrder.has(table)) return;
    // Bodies where rows belong together, else rows.
    const ofTable = (one) => (one.tBodies.length > 1 || one.matches(".pl-list") ? [...one.tBodies] : [...(one.tBodies[0]?.rows ?? [])]);
    const folded = rest(table)?.querySelector("table");
    const units = [...ofTable(table), ...(folded ? ofTable(folded) : [])];
    for (const unit of units) originalParent.set(unit, unit.parentElement);
    originalOrder.set(table, units);
    for (const head of table.querySelectorAll("thead th[scope=col]")) {
      if (!head.textContent.trim() || head.querySelector("button")) continue;
      const button = make("button", "", ...head.childNodes);
      button.type = "button";
      head.append(button);
      if (head.ariaSort) head.dataset.was = head.ariaSort;
    }
  }

  function sortValue(unit, column) {
    const cell = (unit.rows?.[0] ?? unit).cells[column];
    return cell ? (cell.dataset.v ?? cell.textContent.trim()) : "";
  }

  const numeric = (value) => value !== "" && !Number.isNaN(Number(value));

  function sort(table) {
    const units = originalOrder.get(table);
    const by = heads(table).find((head) => name(head) === state.get("sort"));
    let sorted = units;
    if (by) {
      const sign = state.get("dir") === "desc" ? -1 : 1;
      const keys = new Map(units.map((unit) => [unit, sortValue(unit, by.cellIndex)]));
      sorted = [...units].sort((one, other) => {
        const [a, b] = [keys.get(one), keys.get(other)];
        if (a === "" || b === "") return (a === "") - (b === "");
        return sign * (numeric(a) && numeric(b) ? a - b : compare(a, b));
      });
    }
    for (const head of heads(table)) {
      const order = by ? (head === by ? ORDER[state.get("dir") === "desc" ? "desc" : "asc"] : "") : (head.dataset.was ?? "");
      if (order) head.setAttribute("aria-sort", order);
      else head.removeAttribute("aria-sort");
    }
    // The collapsed rows of a long table are sorted with the others.
    const folded = rest(table);
    if (folded) folded.hidden = Boolean(by);
    if (by && units.length) originalParent.get(units[0]).append(...sorted);
    else if (sortedTables.has(table)) for (const unit of units) originalParent.get(unit).append(unit);
    if (by) sortedTables.add(table);
    else sortedTables.delete(table);
  }

  /* The first click on a head sorts, the second reverses the order, the third restores the original order. */
  function toggleSort(head) {
    const table = head.closest("table");
    const found = originalOrder.get(table).map((unit) => sortValue(unit, head.cellIndex)).filter((value) => value !== "");
    const first = found.length && found.every(numeric) ? "desc" : "asc";
    const now = Object.keys(ORDER).find((key) => ORDER[key] === head.getAttribute("aria-sort"));
    const next = !now ? first : now === first ? { asc: "desc", desc: "asc" }[first] : "";
    put("sort", next && name(head));
    put("dir", next);
  }

  /* Updates the page from the state. */
  function update() {
    for (const table of allOf("table.pl-sortable")) sort(table);
    for (const root of roots()) {
      let changed = "plFiltered" in root.dataset;
      for (const control of controls(root)) {
        const value = state.get(control.name);
        if (!control.options) {
          if (control.value !== (value ?? "")) control.value = value ?? "";
        } else {
          // A value that no longer exists is not a filter.
          const option = [...control.options].find((one) => value && lower(one.value) === lower(value));
          control.value = option ? option.value : defaultValue(control);
        }
        if (control.name === "group") changed = group(root, control.value) || changed;
      }
      if (changed || activeFilters(root).length) show(root);
      root.dataset.plFiltered = "";
    }
  }

  /* Runs on every page, including those that the theme loads without a full page load. */
  function init() {
    state = new URLSearchParams(location.search);
    for (const table of allOf("table.pl-sortable")) sortable(table);
    for (const form of allOf("form.pl-filter")) form.hidden = false;
    if ([...state].length) update();
  }

  document.addEventListener("input", (event) => {
    const control = event.target;
    if (!control.closest?.(".planning .pl-filter") || !control.name) return;
    put(control.name, control.value === defaultValue(control) ? "" : control.value);
    update();
    save();
  });
  document.addEventListener("submit", (event) => event.target.closest(".planning .pl-filter") && event.preventDefault());

  /* In the capture phase, before the theme would load the page that the link names. */
  document.addEventListener(
    "click",
    (event) => {
      if (event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
      const button = event.target.closest?.(".planning .pl-sortable th button");
      const all = event.target.closest?.(".planning .pl-shown button");
      const link = event.target.closest?.(".planning[data-pl-filter] a[data-pl-set]");
      if (button) toggleSort(button.closest("th"));
      else if (all) clear(all.closest(".planning"));
      else if (link) choose(link);
      else return;
      event.preventDefault();
      event.stopPropagation();
      update();
      write();
      if (link) follow(link);
    },
    true,
  );

  /* A link replaces the filters of other links; a second click removes its filters. */
  function choose(link) {
    const chosen = link.hasAttribute("aria-current");
    for (const other of links(link.closest(".planning"))) for (const [key] of filtersOf(other)) state.delete(key);
    if (!chosen) for (const [key, value] of filtersOf(link)) state.set(key, value);
  }

  function clear(root) {
    for (const link of links(root)) for (const [key] of filtersOf(link)) state.delete(key);
    for (const control of controls(root)) if (control.name !== "group") state.delete(control.name);
    // The button disappears; the focus moves to where the filter was set.
    (root.querySelector("[aria-current]") ?? root.querySelector(".pl-filter [name]"))?.focus({ preventScroll: true });
  }

  /* What a link filters may be below the visible part of the page. */
  function follow(link) {
    const target = document.getElementById(link.hash.slice(1));
    if (link.hash && target && target.getBoundingClientRect().top > innerHeight * 0.7) target.scrollIntoView();
  }

  addEventListener("pagehide", () => saving && write());

  /* Collapsed sections are printed expanded. */
  addEventListener("beforeprint", () => {
    for (const details of allOf("details:not([open])")) {
      details.open = true;
      details.dataset.planningPrinted = "";
    }
  });
  addEventListener("afterprint", () => {
    for (const details of document.querySelectorAll("details[data-planning-printed]")) {
      details.open = false;
      delete details.dataset.planningPrinted;
    }
  });

  if (window.document$) window.document$.subscribe(init);
  else if (document.readyState === "loading") addEventListener("DOMContentLoaded", init);
  else init();
})();
