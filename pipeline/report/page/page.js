"use strict";
// What is told comes from the data block and enters the page as text nodes alone: no markup is ever made of a string.
const data = JSON.parse(document.getElementById("data").textContent);
const at = (id) => document.getElementById(id);
const MOST_FOUND = 50;
const MOST_CELLS = 300;

const make = (tag, text, className) => {
  const made = document.createElement(tag);
  if (text !== undefined) made.textContent = text;
  if (className) made.className = className;
  return made;
};

const isWorked = (number) => number >= data.figures.length;

// -- the evidence of one number --------------------------------------------------------------------------------------

const places = new Map();
for (const [number, , place] of data.printed) {
  if (!places.has(number)) places.set(number, new Set());
  places.get(number).add(place);
}

const cellTable = (cells) => {
  const table = make("table");
  const head = table.createTHead().insertRow();
  for (const name of ["파일", "시트", "칸", "값"]) {
    const cell = make("th", name);
    cell.scope = "col";
    head.append(cell);
  }
  const body = table.createTBody();
  for (const [file, sheet, cell, value] of cells.slice(0, MOST_CELLS)) {
    const [name, link] = data.files[file];
    const row = body.insertRow();
    const first = row.insertCell();
    if (link) {
      const anchor = make("a", name);
      anchor.href = link;
      first.append(anchor);
    } else first.textContent = name;
    row.insertCell().textContent = data.sheets[sheet];
    row.insertCell().textContent = cell;
    const last = row.insertCell();
    last.textContent = value;
    last.className = "right";
  }
  return table;
};

const listed = (heading, lines) => {
  const list = make("ul");
  for (const line of lines) list.append(make("li", line));
  return [make("h3", heading), list];
};

const figureParts = (figure) => {
  const parts = [make("p", figure.text, "big"), make("p", figure.made)];
  if (figure.before) parts.push(make("p", figure.before));
  if (figure.changed) parts.push(make("p", figure.changed));
  if (figure.lacking) parts.push(...listed("빠진 것", figure.lacking));
  if (figure.out) parts.push(...listed("뺀 것과 까닭", figure.out));
  if (figure.cells) {
    parts.push(make("h3", `자료가 된 칸 ${figure.cells.length.toLocaleString("ko")}개`), cellTable(figure.cells));
    if (figure.cells.length > MOST_CELLS)
      parts.push(make("p", `나머지 ${figure.cells.length - MOST_CELLS}개 칸은 집계대장에 있습니다.`));
  }
  return parts;
};

const show = (number, printed) => {
  const body = at("panel-body");
  body.replaceChildren();
  if (isWorked(number)) {
    const worked = data.worked[number - data.figures.length];
    at("panel-title").textContent = printed ?? "계산한 수";
    body.append(make("p", `= ${worked.formula}`));
    for (const part of worked.parts) {
      const figure = data.figures[part];
      body.append(make("h3", figure.title), ...figureParts(figure));
    }
  } else {
    const figure = data.figures[number];
    at("panel-title").textContent = figure.title;
    body.append(...figureParts(figure));
  }
  if (places.has(number)) body.append(...listed("보고서에 실린 곳", places.get(number)));
  if (!at("panel").open) at("panel").showModal();
  at("panel").scrollTop = 0;
  at("panel-title").focus();
};

document.addEventListener("click", (event) => {
  const button = event.target.closest("button.n");
  if (button) show(Number(button.dataset.k), button.textContent);
  else if (event.target === at("panel")) at("panel").close(); // beside the panel
});
at("close").addEventListener("click", () => at("panel").close());

// -- search: the rules of `explain`, on the same names -----------------------------------------------------------------

const particle = new RegExp(data.words.particle);
const empty = new Set(data.words.empty);
const total = new Set(data.words.total);
const names = new Map(Object.entries(data.words.names));
const longest = Math.max(0, ...[...names.keys()].map((name) => name.length));
const meanings = data.figures.map((figure) => new Set(figure.names));

const fold = (text) => text.normalize("NFKC").replace(/["'“”‘’\s]/g, "").replace(/[ㆍ・•‧]/g, "·").toLowerCase();

const stems = (word) => {
  const found = [word];
  while (word && word.replace(particle, "") !== word) found.push((word = word.replace(particle, "")));
  return found;
};

const escaped = (text) => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
const says = (text, word) => new RegExp(`(?<![0-9])${escaped(word)}`, "u").test(text);

const kinds = { [data.words.unit]: "region", 월: "month", 회차: "round", 차: "round" };
const dimension = new RegExp(`^제?([0-9]{1,3})(${Object.keys(kinds).map(escaped).join("|")})`);
const number = /^([0-9][0-9,]*(?:\.[0-9]+)?)(%|천원|[가-힣])?/;

const longestName = (text) => {
  for (let length = Math.min(longest, text.length); length > 1; length--)
    if (names.has(text.slice(0, length))) return text.slice(0, length);
  return "";
};

const partOf = (stem) => {
  const meant = new Set();
  if (stem.length < 2) return meant;
  for (const [name, ids] of names) if (name.includes(stem)) for (const id of ids) meant.add(id);
  return meant;
};

const readRest = (rest, question) => {
  for (const stem of stems(rest)) {
    if (!stem || empty.has(stem)) return;
    if (total.has(stem)) {
      question.total = true;
      return;
    }
  }
  for (const stem of stems(rest)) {
    const meant = partOf(stem);
    if (meant.size) {
      question.terms.push(meant);
      return;
    }
  }
  question.unknown.push(stems(rest).at(-1));
};

const readWord = (word, question) => {
  let left = "";
  for (let rest = word; rest; ) {
    const name = longestName(rest);
    const isDimension = dimension.exec(rest);
    const isNumber = number.exec(rest);
    let length = 0;
    if (name) {
      question.terms.push(new Set(names.get(name)));
      length = name.length;
    } else if (isDimension) {
      question.terms.push(new Set([`${kinds[isDimension[2]]}=${Number(isDimension[1])}`]));
      length = isDimension[0].length;
    } else if (isNumber) {
      question.numbers.push([Number(isNumber[1].replaceAll(",", "")), isNumber[2] ?? ""]);
      length = isNumber[0].length;
    }
    if (length) {
      if (left) readRest(left, question);
      left = "";
    } else left += rest[0];
    rest = rest.slice(length || 1);
  }
  if (left) readRest(left, question);
};

const readQuestion = (text) => {
  const question = { words: text.split(/\s+/).map(fold).filter(Boolean), terms: [], numbers: [], unknown: [], total: false };
  question.words.forEach((word) => readWord(word, question));
  return question;
};

const hasNumber = (figure, [wanted, unit]) => {
  if (figure.value === undefined) return false;
  if (unit === "천원") return Math.abs(wanted - figure.value / 1000) <= 1;
  return wanted === Math.abs(figure.value);
};

const fits = (index, question) =>
  question.terms.every((term) => [...term].some((id) => meanings[index].has(id))) &&
  question.numbers.every((wanted) => hasNumber(data.figures[index], wanted));

const unasked = (index, question) =>
  [...meanings[index]].filter((id) => !id.startsWith("measure=") && !question.terms.some((term) => term.has(id))).length;

const ofRegion = (numbers, region) => numbers.filter((each) => !region || regionsOf(each).has(region));

// Numbers that have no other name come first; tables name their numbers, sentences only hold them.
const rank = ([key, said]) => (isWorked(key) ? 0 : 2) + (said.startsWith("본문") ? 1 : 0);

const found = (text, region) => {
  const block = /^(표|그림)\s*([0-9]{1,3})(?:번)?$/.exec(text.trim());
  if (block) {
    const inside = data.printed.filter(([, , place]) => place.startsWith(`${block[1]} ${block[2]} `));
    return inside.map(([key, said, place]) => [key, `${place.replace(/^[^›]*› /, "").replace(/'$/, "")}: ${said}`]);
  }
  const question = readQuestion(text);
  let figures = [];
  if (!question.unknown.length && (question.terms.length || question.numbers.length))
    figures = data.figures.map((_, index) => index).filter((index) => fits(index, question));
  if (question.total && figures.some((index) => data.figures[index].region === undefined))
    figures = figures.filter((index) => data.figures[index].region === undefined);
  figures = ofRegion(figures, region);
  if (figures.length) {
    figures.sort((a, b) => unasked(a, question) - unasked(b, question) || a - b);
    return figures.map((index) => [index, `${data.figures[index].title}: ${data.figures[index].text}`]);
  }
  const printed = data.printed.filter(([, , , folded]) => question.words.every((word) => says(folded, word)));
  const once = new Map();
  for (const [key, said, place] of printed) if (!once.has(key)) once.set(key, `${place}: ${said}`);
  const allowed = new Set(ofRegion([...once.keys()], region));
  return [...once].filter(([key]) => allowed.has(key)).sort((a, b) => rank(a) - rank(b));
};

const search = () => {
  const text = at("ask").value.trim();
  const list = at("found");
  list.replaceChildren();
  if (!text) {
    at("count").textContent = "";
    return;
  }
  const results = found(text, at("region").value);
  at("count").textContent = results.length
    ? `맞는 수 ${results.length.toLocaleString("ko")}개${results.length > MOST_FOUND ? `, 앞의 ${MOST_FOUND}개를 보입니다` : ""}`
    : "맞는 수가 없습니다. 다른 이름이나 수를 적어 보세요.";
  const items = document.createDocumentFragment();
  for (const [key, said] of results.slice(0, MOST_FOUND)) {
    const button = make("button", said, "n");
    button.type = "button";
    button.dataset.k = key;
    button.setAttribute("aria-haspopup", "dialog");
    const item = make("li");
    item.append(button);
    items.append(item);
  }
  list.append(items);
};
at("ask").addEventListener("input", search);
at("ask").addEventListener("keydown", (event) => {
  if (event.key === "Enter") at("found").querySelector("button")?.click();
});

// -- one region ----------------------------------------------------------------------------------------------------------

const regionsOf = (number) => {
  const parts = isWorked(number) ? data.worked[number - data.figures.length].parts : [number];
  return new Set(parts.map((part) => data.figures[part].region).filter((region) => region !== undefined).map(String));
};

const isOther = (button, region) => {
  const regions = regionsOf(Number(button.dataset.k));
  return region !== "" && regions.size > 0 && !regions.has(region);
};

const filter = () => {
  const region = at("region").value;
  for (const button of document.querySelectorAll("main button.n")) button.classList.toggle("other", isOther(button, region));
  // Rows that a merged label joins stand in one tbody and are shown or hidden together.
  for (const group of document.querySelectorAll("main tbody, main .points li")) {
    const buttons = [...group.querySelectorAll("button.n")];
    group.classList.toggle("other", buttons.length > 0 && buttons.every((button) => button.classList.contains("other")));
  }
  for (const cell of document.querySelectorAll("#board [data-r], #alongside [data-r]"))
    cell.classList.toggle("other", region !== "" && cell.dataset.r !== region);
  search();
};
at("region").addEventListener("change", filter);
