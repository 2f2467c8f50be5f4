
"use strict";
(() => {
  const byId = (id) => document.getElementById(id);
  const all = (selector) => [...document.querySelectorAll(selector)];
  const data = JSON.parse(byId("data").textContent);
  const words = data.words;
  const root = document.documentElement;
  root.classList.add("js");

  /* The claims, numbered from 0 here and from 1 on the page, with everything on the page that belongs to each. */
  const claims = data.documents.flatMap((entry, article) => entry.claims.map((claim) => ({ claim, entry, article, nodes: [] })));
  for (const node of all("[data-c]")) claims[node.dataset.c - 1].nodes.push(node);
  const searchable = (text) => text.replaceAll("\u00ad", "").normalize().toLocaleLowerCase("de");
  for (const [number, item] of claims.entries()) {
    const { speaker, cue, via, quote, sentence } = item.claim;
    [item.speaker, item.via, item.time, item.outlet] = data.places[number]; // in the lists of the page, -1 for none
    item.name = data.speakers[item.speaker]; // in all articles; speaker.name is that of the article
    item.text = searchable([quote.text, item.name, speaker?.name, speaker?.role, cue?.text, via?.name, sentence.text].join("\n"));
    item.shown = true;
  }
  const percent = (share) => words.percent.replace("{value}", share < 1 ? Math.min(99, Math.round(100 * share)) : 100);
  const speakerName = (claim) => (claim.speaker ? claim.speaker.name : words.unnamed);

  /* Filters */
  const field = { search: byId("search"), speaker: byId("speaker"), article: byId("article"), outlet: byId("outlet"), via: byId("via"), confidence: byId("confidence") };
  const types = new Set();
  const facets = all(".facet").map((button) => ({
    button,
    facet: button.dataset.facet,
    value: button.dataset.value,
    count: button.querySelector(".count"),
    part: button.querySelector(".part"),
    perClaim: button.querySelector(".all").width.baseVal.value / button.dataset.count,
  }));
  const columns = all("[data-time]");
  const voices = all(".voice").map((voice) => [voice, [...voice.querySelectorAll("li")]]);
  const articles = all("article");
  const chosen = (select) => (select && select.value !== "" ? Number(select.value) : null);

  function filter() {
    const wanted = {
      words: searchable(field.search.value).split(/\s+/).filter(Boolean),
      speaker: chosen(field.speaker),
      article: chosen(field.article),
      outlet: chosen(field.outlet),
      via: chosen(field.via),
      confidence: field.confidence.value / 100,
    };
    const fits = (item) =>
      (wanted.speaker === null || item.speaker === wanted.speaker) &&
      (wanted.article === null || item.article === wanted.article) &&
      (wanted.outlet === null || item.outlet === wanted.outlet) &&
      (wanted.via === null || item.via === wanted.via) &&
      (types.size === 0 || types.has(item.claim.type)) &&
      item.claim.confidence >= wanted.confidence - 1e-9 &&
      wanted.words.every((word) => item.text.includes(word));
    for (const item of claims) {
      const shown = fits(item);
      if (shown === item.shown) continue;
      item.shown = shown;
      for (const node of item.nodes) {
        if (node.tagName === "MARK") node.classList.toggle("off", !shown);
        else if (node.tagName !== "TR") node.hidden = !shown;
      }
    }
    limit = PAGE;
    settle();
  }

  /* Everything that follows from which claims are shown. */
  function settle() {
    const shown = claims.filter((item) => item.shown);
    const some = shown.length < claims.length;
    const counts = { type: {}, speaker: {}, time: {}, article: {} };
    for (const { claim, speaker, time, article } of shown) {
      for (const [facet, value] of [["type", claim.type], ["speaker", speaker], ["time", time], ["article", article]]) {
        counts[facet][value] = (counts[facet][value] || 0) + 1;
      }
    }
    for (const { facet, value, count, part, perClaim } of facets) {
      const number = counts[facet][value] || 0;
      count.textContent = number;
      part.setAttribute("width", number * perClaim);
    }
    for (const column of columns) {
      const height = column.dataset.count > 0 ? (column.dataset.height * (counts.time[column.dataset.time] || 0)) / column.dataset.count : 0;
      column.setAttribute("height", height);
      column.setAttribute("y", 100 - height);
    }
    for (const [voice, notes] of voices) voice.hidden = notes.every((note) => note.hidden);
    for (const article of articles) article.hidden = some && !counts.article[article.dataset.article];
    for (const { button, facet, value } of facets) {
      button.setAttribute("aria-pressed", facet === "type" ? types.has(value) : field.speaker.value === value);
    }
    byId("nothing").hidden = shown.length > 0 || claims.length === 0;
    byId("confidence-shown").textContent = percent(field.confidence.value / 100);
    list();
    byId("shown").textContent = words.shown.replace("{shown}", shown.length).replace("{total}", claims.length);
  }

  for (const control of Object.values(field)) control?.addEventListener("input", filter);
  for (const { button, facet, value } of facets) {
    button.addEventListener("click", () => {
      if (facet === "speaker") field.speaker.value = field.speaker.value === value ? "" : value;
      else if (!types.delete(value)) types.add(value);
      filter();
    });
  }
  byId("reset").addEventListener("click", () => {
    types.clear();
    for (const control of Object.values(field)) if (control) control.value = control === field.confidence ? 0 : "";
    filter();
  });

  /* Table: sorting, and no more rows at once than the browser lays out at once */
  const PAGE = 100;
  const more = byId("more");
  const body = document.querySelector("tbody");
  const rows = claims.map((item) => item.nodes.find((node) => node.tagName === "TR"));
  const collator = new Intl.Collator("de", { numeric: true });
  const sortKeys = {
    number: (item, number) => number,
    speaker: ({ name }) => name,
    quote: ({ claim }) => claim.quote.text,
    type: ({ claim }) => words[`type_${claim.type}`],
    cue: ({ claim }) => claim.cue?.text,
    via: ({ claim }) => claim.via?.name,
    confidence: ({ claim }) => claim.confidence,
    date: ({ entry }) => entry.document.published,
  };
  let order = claims.map((_, number) => number);
  let limit = PAGE;

  function list() {
    let rest = 0;
    let listed = 0;
    for (const number of order) {
      const shown = claims[number].shown && listed < limit;
      if (shown) listed++;
      else if (claims[number].shown) rest++;
      if (rows[number].hidden === shown) rows[number].hidden = !shown;
    }
    more.hidden = rest === 0;
    more.textContent = words.more.replace("{count}", Math.min(rest, PAGE)).replace("{rest}", rest);
  }
  function listAtMost(count) {
    limit = count;
    list();
  }
  more.addEventListener("click", () => {
    const next = order.filter((number) => claims[number].shown)[limit];
    listAtMost(limit + PAGE);
    rows[next].querySelector("a")?.focus();
  });
  let limitOnScreen = PAGE;
  addEventListener("beforeprint", () => {
    limitOnScreen = limit;
    listAtMost(Infinity);
  });
  addEventListener("afterprint", () => listAtMost(limitOnScreen));

  function sortBy(key, down) {
    const values = claims.map((item, number) => sortKeys[key](item, number) ?? null);
    const compare = (a, b) => (typeof a === "number" ? a - b : collator.compare(a, b));
    order = claims.map((_, number) => number).sort((a, b) => {
      const [left, right] = [values[a], values[b]];
      if (left === null || right === null) return (left === null) - (right === null) || a - b;
      return (down ? -1 : 1) * compare(left, right) || a - b;
    });
    body.append(...order.map((number) => rows[number]));
    list();
  }

  document.querySelector("thead").addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (!button) return;
    const head = button.parentElement;
    const down = head.getAttribute("aria-sort") === "ascending";
    for (const other of all("thead th")) other.setAttribute("aria-sort", "none");
    head.setAttribute("aria-sort", down ? "descending" : "ascending");
    sortBy(button.dataset.key, down);
  });

  /* Downloads: what is shown, in the order of the table, in the formats of the command line. */
  const unprintable = /[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]/g;
  const formula = /^'*[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]/;
  function cell(value) {
    const text = typeof value === "number" ? String(value) : (value ?? "").replace(unprintable, "");
    const safe = formula.test(text) ? `'${text}` : text;
    return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
  }
  function rowOf({ claim, entry }) {
    const spans = claim.quote.spans.length ? claim.quote.spans : [{ start: 0, end: 0 }];
    return {
      ...entry.document,
      ...claim,
      speaker: claim.speaker?.name,
      role: claim.speaker?.role,
      kind: claim.speaker?.kind,
      quote: claim.quote.text,
      cue: claim.cue?.text,
      via: claim.via?.name,
      addressee: claim.addressee?.text,
      start: Math.min(...spans.map((span) => span.start)),
      end: Math.max(...spans.map((span) => span.end)),
      sentence: claim.sentence.text,
    };
  }
  const formats = {
    csv() {
      const shown = order.map((number) => claims[number]).filter((item) => item.shown);
      const lines = [data.columns, ...shown.map((item) => { const row = rowOf(item); return data.columns.map((name) => row[name]); })];
      // The mark at the start tells spreadsheets that this is UTF-8.
      return ["\ufeff" + lines.map((line) => line.map(cell).join(",") + "\n").join(""), "text/csv"];
    },
    json() {
      const some = claims.some((item) => !item.shown);
      const kept = data.documents.map((entry) => ({ ...entry, claims: claims.filter((item) => item.entry === entry && item.shown).map((item) => item.claim) }));
      return [JSON.stringify(some ? kept.filter((entry) => entry.claims.length) : kept, null, 2) + "\n", "application/json"];
    },
  };
  for (const button of all("[data-save]")) {
    button.addEventListener("click", () => {
      const [text, type] = formats[button.dataset.save]();
      const link = document.createElement("a");
      link.href = URL.createObjectURL(new Blob([text], { type }));
      link.download = `claims.${button.dataset.save}`;
      link.click();
      setTimeout(() => URL.revokeObjectURL(link.href), 10000);
    });
  }

  /* Views */
  const tabs = all("[role=tab]");
  function select(tab) {
    for (const other of tabs) {
      other.setAttribute("aria-selected", other === tab);
      other.tabIndex = other === tab ? 0 : -1;
      byId(other.getAttribute("aria-controls")).hidden = other !== tab;
    }
    hide();
  }
  for (const tab of tabs) {
    tab.addEventListener("click", () => select(tab));
    tab.addEventListener("keydown", (event) => {
      const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
      if (!step) return;
      const next = tabs[(tabs.indexOf(tab) + step + tabs.length) % tabs.length];
      select(next);
      next.focus();
    });
  }
  body.addEventListener("click", (event) => {
    const link = event.target.closest("a");
    if (!link) return;
    event.preventDefault();
    select(tabs[0]);
    const reference = byId(link.hash.slice(1));
    reference.scrollIntoView({ block: "center" });
    reference.focus();
  });

  /* What is known of a claim: shown on hover and focus, kept on click, gone with Escape. */
  const pop = byId("pop");
  const canHighlight = typeof Highlight === "function" && "highlights" in CSS;
  let active = null;
  let held = false; // by focus or click: the pointer may leave it
  let timer = 0;

  function element(name, text) {
    const made = document.createElement(name);
    made.textContent = text;
    return made;
  }
  function describe(number) {
    const { claim, name } = claims[number];
    const { speaker, cue, via, addressee } = claim;
    const parent = claims.findIndex((item) => item.claim.id === claim.parent && item.entry === claims[number].entry);
    const type = [words[`type_${claim.type}`], claim.medium && words[`medium_${claim.medium}`]].filter(Boolean).join(", ");
    const facts = [
      [words.counted_as, speaker && speaker.name !== name ? name : null],
      [words.role, speaker?.role],
      [words.kind, speaker && speaker.kind !== "unknown" ? words[`kind_${speaker.kind}`] : null],
      [words.type, type],
      [words.cue, cue?.text],
      [words.via, via?.name],
      [words.addressee, addressee?.text],
      [words.nested, parent < 0 ? null : String(parent + 1)],
      [words.confidence, percent(claim.confidence)],
    ];
    const list = document.createElement("dl");
    for (const [term, fact] of facts) if (fact) list.append(element("dt", term), element("dd", fact.replace(unprintable, "")));
    const head = document.createElement("h3");
    head.append(element("bdi", speakerName(claim).replace(unprintable, "")));
    pop.className = `t-${claim.type}`;
    pop.replaceChildren(head, list);
  }
  function place(anchor) {
    const lines = (anchor.classList.contains("ref") ? anchor.nextElementSibling : anchor).getClientRects();
    const box = lines[anchor.classList.contains("ref") ? lines.length - 1 : 0];
    const below = box.bottom + pop.offsetHeight + 16 < innerHeight || box.top < pop.offsetHeight + 16;
    const column = anchor.closest(".block").firstElementChild.getBoundingClientRect();
    const left = Math.max(Math.min(box.left, column.right - pop.offsetWidth), 16);
    pop.style.left = `${left + scrollX}px`;
    pop.style.top = `${scrollY + (below ? box.bottom + 8 : box.top - pop.offsetHeight - 8)}px`;
  }
  function light(number, on) {
    for (const node of claims[number].nodes) {
      node.classList.toggle("on", on);
      if (node.classList.contains("ref")) {
        if (on) node.setAttribute("aria-describedby", "pop");
        else node.removeAttribute("aria-describedby");
      }
    }
  }
  function show(number, anchor) {
    clearTimeout(timer);
    if (active === number) return;
    hide();
    active = number;
    light(number, true);
    describe(number);
    pop.hidden = false;
    place(anchor);
    if (canHighlight) {
      const { claim, article } = claims[number];
      for (const part of ["speaker", "cue"]) CSS.highlights.set(part, new Highlight(...ranges(article, claim[part]?.spans || [])));
    }
  }
  function hide() {
    clearTimeout(timer);
    if (active === null) return;
    light(active, false);
    active = null;
    held = false;
    pop.hidden = true;
    if (canHighlight) CSS.highlights.clear();
  }

  /* From code points of the text to ranges of the page; the numbers before the quotes are not of the text. */
  function units(text, points) {
    let at = 0;
    for (; points > 0; points--) at += text.codePointAt(at) > 0xffff ? 2 : 1;
    return at;
  }
  function* ranges(article, spans) {
    for (const block of document.querySelectorAll(`article[data-article="${article}"] [data-start]`)) {
      const inside = spans.filter((span) => span.start < block.dataset.end && span.end > block.dataset.start);
      if (!inside.length) continue;
      const walker = document.createTreeWalker(block, NodeFilter.SHOW_TEXT, (node) =>
        node.parentElement.closest(".ref") ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT);
      let start = Number(block.dataset.start);
      while (walker.nextNode()) {
        const node = walker.currentNode;
        const end = start + [...node.data].length;
        for (const span of inside) {
          const [from, to] = [Math.max(span.start, start), Math.min(span.end, end)];
          if (from >= to) continue;
          const range = new Range();
          range.setStart(node, units(node.data, from - start));
          range.setEnd(node, units(node.data, to - start));
          yield range;
        }
        start = end;
      }
    }
  }

  const owner = (target) => target.closest?.("article mark:not(.off), article .ref, .notes li");
  const numberOf = (node) => node.dataset.c - 1;
  document.addEventListener("pointerover", (event) => {
    if (event.pointerType === "touch" || held) return;
    const node = owner(event.target);
    clearTimeout(timer);
    if (node) timer = setTimeout(() => show(numberOf(node), node), active === null ? 120 : 60);
    else if (!pop.contains(event.target) && active !== null) timer = setTimeout(hide, 250);
  });
  document.addEventListener("focusin", (event) => {
    const node = event.target.closest(".ref");
    if (!node) return hide();
    show(numberOf(node), node);
    held = true;
  });
  document.addEventListener("click", (event) => {
    const node = owner(event.target);
    if (node && !getSelection().isCollapsed) return; // words were selected
    if (node) {
      if (node.classList.contains("ref")) event.preventDefault();
      show(numberOf(node), node);
      held = true;
    } else if (held && !pop.contains(event.target)) hide();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") hide();
  });
  addEventListener("resize", hide);

  /* Light, dark, folding, printing */
  const theme = byId("theme");
  const systemDark = matchMedia("(prefers-color-scheme: dark)");
  const isDark = () => (root.dataset.theme ? root.dataset.theme === "dark" : systemDark.matches);
  const nameTheme = () => { theme.textContent = isDark() ? theme.dataset.light : theme.dataset.dark; };
  theme.addEventListener("click", () => {
    root.dataset.theme = isDark() ? "light" : "dark";
    nameTheme();
  });
  systemDark.addEventListener("change", nameTheme);
  nameTheme();
  byId("print").addEventListener("click", () => print());
  const fold = byId("fold");
  fold.addEventListener("click", () => fold.setAttribute("aria-expanded", fold.getAttribute("aria-expanded") !== "true"));

  if (tabs.length) select(tabs[0]);
  if (claims.length) settle();
})();
