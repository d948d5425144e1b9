// Finds personal numbers in a text by the rules of package bot's guard (guard*.go there, by
// the same names), so that the page can tell of one before anything is sent. A test holds
// the two against each other.

// find returns the first personal number in a text: its kind, and where its digits stand,
// as [from, to] pairs; null for none.
export function find(text) {
  for (const form of readings(text)) {
    const found = new Scan(form).find();
    if (found) return found;
  }
  return null;
}

// without returns a text without the personal numbers in it. What a number hides behind,
// as entities or tags, goes with it.
export function without(text) {
  for (let found = find(text), n = 0; found && n < 50; found = find(text), n++) {
    for (const [from, to] of found.places.toReversed()) text = text.slice(0, from) + " " + text.slice(to);
  }
  return text.replace(/[ \u00a0]{2,}/g, " ").replace(/ +([.,;:?!])/g, "$1").trim();
}

// A form of a text: characters, and where in the text as it was written each of them stands.
class Form {
  constructor(chars, from, to) {
    Object.assign(this, { chars, from, to });
  }

  static of(text) {
    const form = new Form([], [], []);
    let at = 0;
    for (const c of text) {
      form.add(c, at, at + c.length);
      at += c.length;
    }
    return form;
  }

  add(c, from, to) {
    this.chars.push(c);
    this.from.push(from);
    this.to.push(to);
  }

  get text() {
    return this.chars.join("");
  }

  // replacing is the form with what matches replaced by what by returns.
  replacing(pattern, by) {
    const text = this.text;
    const out = new Form([], [], []);
    let i = 0; // of the characters
    let unit = 0; // of the text's code units
    const copy = (end) => {
      for (; unit < end; i++) {
        out.add(this.chars[i], this.from[i], this.to[i]);
        unit += this.chars[i].length;
      }
    };
    for (const m of text.matchAll(pattern)) {
      copy(m.index);
      const first = i;
      while (unit < m.index + m[0].length) unit += this.chars[i++].length;
      for (const c of by(m[0])) out.add(c, this.from[first], this.to[i - 1]);
    }
    copy(text.length);
    return out;
  }
}

const letter = /\p{L}/u;
const mark = /\p{M}/u;
const digit = /\p{Nd}/u;
const space = /[\t-\r \u0085\u00a0\p{Z}]/u;
const dash = /[\p{Pd}−➖]/u;
const invisible = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\ufffd\u034f\ufe00-\ufe0f\u{e0000}-\u{e01ef}]/u;

// visible is a form as a person sees it.
function visible(form) {
  const out = new Form([], [], []);
  form.chars.forEach((c, i) => {
    if (/[\ud800-\udfff]/.test(c) && c.length === 1) return; // half a character
    for (const n of c.normalize("NFKC")) {
      if (n === "\n" || n === "\t") out.add(" ", form.from[i], form.to[i]);
      else if (!invisible.test(n)) out.add(n, form.from[i], form.to[i]);
    }
  });
  return out;
}

const entity = /&(?:#[xX]?[0-9a-fA-F]+|[a-zA-Z][a-zA-Z0-9]*);?/g;
const decoder = globalThis.document?.createElement("textarea");

function unescapeEntity(written) {
  if (!decoder) return written;
  decoder.innerHTML = `.${written}`; // text alone: a textarea holds no elements
  return decoder.textContent.slice(1);
}

const percentSigns = /%(?:2[0-9A-Fa-f]|3[A-Fa-f]|0[9ADad]|C2%A0|E2%80%[89][0-9A-Fa-f])/g;
const signs = { "%2F": "/", "%2E": ".", "%2C": ",", "%20": " ", "%0A": " ", "%0D": " ", "%09": " ", "%C2%A0": " " };
const tags = /<\/?[a-zA-Z][a-zA-Z0-9]*(?:[\s/][^<>]*)?>/g;

// readings are the forms of a text to look for numbers in.
function readings(text) {
  let form = Form.of(text);
  if (text.includes("&")) form = form.replacing(entity, unescapeEntity).replacing(entity, unescapeEntity);
  if (text.includes("%")) form = form.replacing(percentSigns, (s) => signs[s.toUpperCase()] ?? "-");
  const out = [visible(form)];
  if (out[0].chars.includes("<")) {
    const bare = out[0].replacing(tags, () => " ");
    if (bare.text !== out[0].text) out.push(bare);
  }
  return out;
}

// digitOf is the value of a decimal digit of any script; -1 for none. Unicode's rows of ten
// begin with a zero.
function digitOf(c) {
  if (c >= "0" && c <= "9") return c.charCodeAt(0) - 48;
  if (c < "\u0080" || !digit.test(c)) return -1;
  const code = c.codePointAt(0);
  let first = code;
  while (digit.test(String.fromCodePoint(first - 1))) first--; // rows stand alone or ten by ten
  return (code - first) % 10;
}

const maxGap = 6;

// Gap is what stands between two tokens.
class Gap {
  signs = [];
  n = 0;

  add(c) {
    if ("*~`\\".includes(c) || mark.test(c)) return;
    if (space.test(c)) c = " ";
    else if (dash.test(c)) c = "-";
    if (c === " " && this.n > 0 && this.n <= maxGap && this.signs[this.n - 1] === " ") return;
    if (this.n < maxGap) this.signs[this.n] = c;
    this.n = Math.min(this.n + 1, maxGap + 1);
  }

  get joins() {
    return this.n <= maxGap;
  }

  get narrow() {
    return this.n <= 2 && this.signs.slice(0, this.n).every((c) => " -.:/_·+'".includes(c));
  }

  has(signs) {
    return this.signs.some((c) => signs.includes(c));
  }

  is(signs) {
    return this.signs.join("") === signs;
  }
}

const words = (s) => s.trim().split(/\s+/);
const numberNouns = words("nr num no id");
const accountNames = words("acount iban kid");
const otherNames = words(`saksn arkivs journaln casen refn referan referen organisasjonsn organisationn organizationn foretaksn
  telefo telepho mobil faktura invoice postn`);
const otherWords = new Set(words(`sak saka saken saker case ref jnr org orgnr orgno orgnumer orgnumber tlf tlfnr tel mob phone phoneno phonenumber
  ring call sms faks fax kl kloka kloken ordre order kr nok belop amount sum isbn bnr gnr`));
const linkWords = new Set(words(`er is var was nr numer number num no pa til for the og and med with hans henes henar mit my sit his her
  siste last fem five sifer sifra sifrene digits de dei then som`));
const endings = new Set(words("et a en ene er s e ets"));
const personalNames = [
  ["duf-nummer", words("dufnum dufnr"), words("duf dufno")],
  ["d-nummer", words("dnumer dnumber"), words("dnr dno")],
  ["passnummer", words("pasnum pasnr pasid pasport"), words("pas pasno")],
  ["h-nummer", words("hnumer hnumber hjelpenum hjelpenr fhnumer"), words("hnr fhnr")],
  ["fodselsnummer", words(`fodselsnum fodselnum fodselsnr fodselnr personum personr personalnum personalid personidentif personid
    identitetsnum identitetsnr identitynum identifikasjonsnum identificationum nationalid birthnum securitynum`),
  words("fnr fnumer fnumber pnr pnumer idnr idno idnumer idnumber personalno identityno birthno ssn")],
];
const months = {
  jan: 1, januar: 1, january: 1, feb: 2, febr: 2, februar: 2, february: 2, mar: 3, mars: 3, march: 3,
  apr: 4, april: 4, mai: 5, may: 5, jun: 6, juni: 6, june: 6, jul: 7, juli: 7, july: 7,
  aug: 8, august: 8, sep: 9, sept: 9, september: 9, okt: 10, oct: 10, oktober: 10, october: 10,
  nov: 11, november: 11, des: 12, dec: 12, desember: 12, december: 12,
};
const monthOf = (word) => (Object.hasOwn(months, word) ? months[word] : 0);
const startsWith = (starts, w) => starts.some((s) => w.startsWith(s));
const bytes = (s) => new TextEncoder().encode(s).length;

// plainWord makes one spelling of many.
function plainWord(chars) {
  let out = "";
  let last = "";
  for (let c of chars) {
    if (bytes(out) >= 40) break;
    c = lower(c);
    if ("æåäáà".includes(c)) c = "a";
    else if ("øöóò".includes(c)) c = "o";
    else if ("éèêë".includes(c)) c = "e";
    if (c === last || c === "e" && (last === "o" || last === "a") || mark.test(c)) continue;
    out += c;
    last = c;
  }
  return out;
}

// lower is a letter small; one whose small form is more than a letter stays as it is.
function lower(c) {
  const small = c.toLowerCase();
  return [...small].length === 1 ? small : c === "İ" ? "i" : c;
}

// beginsLike reports whether w begins with start, a slip aside where start is long.
function beginsLike(w, start) {
  if (w.startsWith(start)) return true;
  if (start.length < 8 || w.length < start.length - 1) return false;
  let i = 0;
  while (i < w.length && i < start.length && w[i] === start[i]) i++;
  if (i === 0 || i >= w.length) return false;
  const rest = w.slice(i);
  const want = start.slice(i);
  return rest.slice(1).startsWith(want.slice(1)) || rest.startsWith(want.slice(1)) || rest.slice(1).startsWith(want) ||
    rest.length > 1 && want.length > 1 && rest[0] === want[1] && rest[1] === want[0] && rest.slice(2).startsWith(want.slice(2));
}

function nameOf(w) {
  for (const [kind, starts, whole] of personalNames) {
    if (starts.some((s) => beginsLike(w, s)) || whole.some((s) => w.startsWith(s) && (w === s || endings.has(w.slice(s.length))))) return [kind, ""];
  }
  if (w.includes("konto") && !w.includes("kontor") || startsWith(accountNames, w)) return ["", "account"];
  if (otherWords.has(w) || startsWith(otherNames, w)) return ["", "other"];
  return ["", ""];
}

// number is the value of digits.
const number = (d) => d.reduce((n, v) => 10 * n + v, 0);
const isBirthYear = (d) => d.length === 4 && number(d) >= 1854 && number(d) <= 2060;
const isDUFYear = (d) => d.length === 4 && number(d) >= 1990 && number(d) <= 2060;

function daysIn(month, year) {
  if (month === 2) return year % 4 === 0 ? 29 : 28;
  return [4, 6, 9, 11].includes(month) ? 30 : 31;
}

// dateOf is the kind of number that a date makes; "" where the calendar has no such day.
function dateOf(d) {
  let kind = "fodselsnummer";
  let day = number(d.slice(0, 2));
  let month = number(d.slice(2, 4));
  if (day > 40) [day, kind] = [day - 40, "d-nummer"];
  if (month > 80) month -= 80;
  else if (month > 65) month -= 65;
  else if (month > 40) [month, kind] = [month - 40, "h-nummer"];
  return day < 1 || month < 1 || month > 12 || day > daysIn(month, number(d.slice(4, 6))) ? "" : kind;
}

const weighted = (d, weights) => weights.reduce((sum, w, i) => sum + w * d[i], 0);

function personalNumber(d) {
  const kind = dateOf(d);
  const right = weighted(d, [3, 7, 6, 1, 8, 9, 4, 5, 2, 1]) % 11 <= 3 && weighted(d, [5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1]) % 11 === 0;
  return right ? kind : "";
}

// longForms are the eleven digits that thirteen with a four-digit year stand for.
function longForms(d) {
  const last = d.slice(8);
  const forms = [];
  if (isBirthYear(d.slice(4, 8))) forms.push([...d.slice(0, 4), ...d.slice(6, 8), ...last]);
  if (isBirthYear(d.slice(0, 4))) forms.push([...d.slice(6, 8), ...d.slice(4, 6), ...d.slice(2, 4), ...last]);
  return forms;
}

const birthGaps = [2, 4, 6, 9];
const longGaps = [2, 4, 8, 11];
const dufGaps = [4, 10];

// Span is up to thirteen digits of groups side by side: the guard's window.
class Span {
  digits = [];
  cuts = [];
  gaps = [];

  add(t) {
    this.cuts.push(this.digits.length);
    this.gaps.push(t.gap);
    this.digits.push(...t.digits);
  }

  get n() {
    return this.digits.length;
  }

  get groups() {
    return this.cuts.length;
  }

  size(i) {
    return (this.cuts[i + 1] ?? this.n) - this.cuts[i];
  }

  gapsAt(places) {
    return this.gaps.every((g, i) => i === 0 || g.narrow || this.size(i - 1) === 1 && this.size(i) === 1 || places.includes(this.cuts[i]));
  }

  cutsAre(...cuts) {
    return this.groups === cuts.length + 1 && cuts.every((c, i) => this.cuts[i + 1] === c);
  }

  cutAt(date, places) {
    const cuts = this.cuts.slice(1);
    return this.groups === this.n || cuts.includes(date) && cuts.every((c) => places.includes(c));
  }

  get cutAfterDate() {
    return this.cutAt(6, birthGaps);
  }

  get hasSecondYear() {
    return this.cuts.some((c, i) => i > 0 && this.size(i) === 4 && isDUFYear(this.digits.slice(c, c + 4)));
  }

  hasSign(signs) {
    return this.gaps.slice(1).some((g) => g.has(signs));
  }

  isPassport(lettered) {
    const d = this.digits;
    if (this.hasSign("./:-")) return false;
    if (this.n === 6) return lettered;
    if (this.n === 8) {
      return !(isBirthYear(d.slice(4)) && number(d.slice(2, 4)) <= 12 || isBirthYear(d.slice(0, 4)) && number(d.slice(4, 6)) <= 12);
    }
    return this.n === 7 || this.n === 9;
  }
}

// Scan is a form as tokens: groups of digits and words, with what stands before each.
class Scan {
  tokens = [];

  constructor(form) {
    const { chars } = form;
    this.form = form;
    let gap = new Gap();
    for (let i = 0; i < chars.length;) {
      const c = chars[i];
      const start = i;
      if (digitOf(c) >= 0) {
        const digits = [];
        for (; i < chars.length; i++) {
          const d = digitOf(chars[i]);
          if (d >= 0) digits.push(d);
          else if (chars[i] < "\u0080" || !mark.test(chars[i])) break;
        }
        this.tokens.push({ gap, digits, from: start, to: i });
      } else if (letter.test(c)) {
        while (i < chars.length && (letter.test(chars[i]) || mark.test(chars[i]))) i++;
        this.addWord(gap, plainWord(chars.slice(start, i)));
      } else {
        gap.add(c);
        i++;
        continue;
      }
      gap = new Gap();
    }
  }

  addWord(gap, word) {
    const last = this.tokens.at(-1);
    let [named, other] = last?.word !== undefined && startsWith(numberNouns, word) ? nameOf(plainWord(last.word + word)) : ["", ""];
    if (!named && !other) [named, other] = nameOf(word);
    this.tokens.push({ gap, word, named, other });
  }

  isWord(i) {
    return this.tokens[i].word !== undefined;
  }

  // places are where the digits of the tokens stand in the text.
  places(...ranges) {
    const { from, to } = this.form;
    return ranges.map(([first, end]) => [from[this.tokens[first].from], to[this.tokens[end - 1].to - 1]]).sort((a, b) => a[0] - b[0]);
  }

  find() {
    for (let i = 0; i < this.tokens.length; i++) {
      if (this.isWord(i)) continue;
      const c = this.contextBefore(i);
      const other = this.otherForm(i);
      if (other > 0 && !c.kind) {
        i += other - 1;
        continue;
      }
      const found = this.numberAt(i, c);
      if (found) return found;
    }
    return null;
  }

  contextBefore(i) {
    let passed = 0;
    for (let j = i - 1; j >= Math.max(0, i - 10); j--) {
      const t = this.tokens[j];
      if (!this.isWord(j)) {
        if (t.digits.length > 2) break;
        continue;
      }
      if (t.named) return { kind: t.named, near: passed <= 3, refuses: "" };
      if (t.other && passed === 0) return { kind: "", near: false, refuses: t.other };
      if (!linkWords.has(t.word)) passed++;
    }
    return { kind: "", near: false, refuses: "" };
  }

  numberAt(i, c) {
    if (this.startsPhone(i) && !c.kind) return null;
    const w = new Span();
    for (let j = i; j < this.tokens.length; j++) {
      const t = this.tokens[j];
      if (this.isWord(j) || j > i && !t.gap.joins || w.n + t.digits.length > 13) break;
      w.add(t);
      const kind = this.kindOf(w, c, j + 1);
      if (kind) return { kind, places: this.places([i, j + 1]) };
    }
    return this.datedNumber(i, c);
  }

  kindOf(w, c, next) {
    let kind = "";
    if (w.n >= 6 && w.n <= 9) {
      const first = next - w.groups;
      const lettered = first > 0 && this.tokens[first].gap.n === 0 && this.isWord(first - 1);
      if (c.kind === "passnummer" && c.near && !this.joined(next) && w.isPassport(lettered)) return "passnummer";
    } else if (w.n === 11 || w.n === 13) {
      kind = birthNumber(w, c);
    } else if (w.n === 12) {
      kind = this.dufNumber(w, c, next);
    }
    return kind || (c.near ? almost(w, c) : "");
  }

  dufNumber(w, c, next) {
    if (!isDUFYear(w.digits.slice(0, 4)) || w.hasSecondYear) return "";
    if (c.kind === "duf-nummer" && w.gapsAt(dufGaps)) return "duf-nummer";
    if (c.refuses) return "";
    if (w.groups === 1) return "duf-nummer";
    if (!w.cutsAre(4, 10) && !w.cutsAre(10)) return "";
    return w.hasSign("/:,") || this.joined(next - w.groups) || this.joined(next) ? "" : "duf-nummer";
  }

  joined(i) {
    return i >= 1 && i < this.tokens.length && !this.isWord(i) && !this.isWord(i - 1) && this.tokens[i].gap.narrow;
  }

  datedNumber(i, c) {
    for (const d of this.datesAt(i)) {
      const { last, said, from, to } = this.lastFive(d.next);
      if (!last) continue;
      const all = [...d.digits, ...last];
      const kind = personalNumber(all) || (said || c.near ? dateOf(all) : "");
      if (kind) return { kind, places: this.places([d.first, d.next], [from, to]) };
    }
    return this.reversed(i, c);
  }

  lastFive(i) {
    const first = i;
    while (i < this.tokens.length && i - first <= 6 && this.isWord(i)) i++;
    if (i === this.tokens.length || this.isWord(i)) return {};
    let said = false;
    if (i === first) {
      if (!this.tokens[i].gap.joins) return {};
    } else if (this.contextBefore(i).near) {
      said = true;
    } else if (!this.tokens.slice(first, i).every((t) => linkWords.has(t.word))) {
      return {};
    }
    const last = [];
    let j = i;
    for (; j < this.tokens.length && last.length < 5; j++) {
      const t = this.tokens[j];
      if (this.isWord(j) || j > i && !t.gap.narrow || last.length + t.digits.length > 5) break;
      last.push(...t.digits);
    }
    return last.length === 5 ? { last, said, from: i, to: j } : {};
  }

  reversed(i, c) {
    const five = this.tokens[i].digits;
    if (!c.near || five.length !== 5) return null;
    let j = i + 1;
    while (j < this.tokens.length && j - i <= 6 && this.isWord(j)) j++;
    for (const d of this.datesAt(j)) {
      const kind = personalNumber([...d.digits, ...five]);
      if (kind) return { kind, places: this.places([i, i + 1], [d.first, d.next]) };
    }
    return null;
  }

  datesAt(i) {
    const monthFirst = this.monthFirst(i);
    if (monthFirst) return [monthFirst];
    if (i >= this.tokens.length || this.isWord(i)) return [];
    const named = this.monthNamed(i);
    if (named) return [named];
    const g = this.tokens[i].digits;
    switch (g.length) {
      case 6:
        return [{ digits: g, first: i, next: i + 1 }];
      case 8:
        return longForms([...g, 0, 0, 0, 0, 0]).map((f) => ({ digits: f.slice(0, 6), first: i, next: i + 1 }));
      case 1: case 2: case 4: {
        const d = this.threeGroups(i);
        return d ? [d] : [];
      }
    }
    return [];
  }

  threeGroups(i) {
    if (i + 2 >= this.tokens.length) return null;
    for (const j of [i + 1, i + 2]) {
      if (this.isWord(j) || !this.tokens[j].gap.narrow || this.tokens[j].gap.has(":+'_")) return null;
    }
    let [a, b, c] = [0, 1, 2].map((k) => this.tokens[i + k].digits);
    if (a.length === 4) [a, c] = [c, a];
    if (this.tokens[i + 1].gap.is(" ") && (a.length === 1 || b.length === 1)) return null;
    return dateFrom(a, b, c, i, i + 3);
  }

  monthNamed(i) {
    let j = i + 1;
    for (let n = 0; n < 2; n++) {
      if (j < this.tokens.length && ["st", "nd", "rd", "th", "of", "de", "den"].includes(this.tokens[j].word)) j++;
    }
    if (j + 1 >= this.tokens.length || !monthOf(this.tokens[j].word) || this.isWord(j + 1)) return null;
    return dateFrom(this.tokens[i].digits, monthDigits(this.tokens[j].word), this.tokens[j + 1].digits, i, j + 2);
  }

  monthFirst(i) {
    if (i < this.tokens.length && !this.isWord(i)) i--;
    if (i < 0 || i + 2 >= this.tokens.length || !monthOf(this.tokens[i].word) || this.isWord(i + 1)) return null;
    let j = i + 2;
    if (["st", "nd", "rd", "th"].includes(this.tokens[j].word)) j++;
    if (j >= this.tokens.length || this.isWord(j)) return null;
    return dateFrom(this.tokens[i + 1].digits, monthDigits(this.tokens[i].word), this.tokens[j].digits, i + 1, j + 1);
  }

  // otherForm is how many tokens from i on are written as something that is no personal
  // number.
  otherForm(i) {
    return this.accountForm(i) || this.caseForm(i) || this.timeForm(i) || this.datesForm(i) || this.amountForm(i);
  }

  group(i, gap) {
    return i < this.tokens.length && !this.isWord(i) && this.tokens[i].gap.is(gap) ? this.tokens[i].digits : [];
  }

  accountForm(i) {
    const whole = [".", " "].some((sep) => this.tokens[i].digits.length === 4 && this.group(i + 1, sep).length === 2 && this.group(i + 2, sep).length === 5);
    return whole ? 3 : 0;
  }

  caseForm(i) {
    const [number, document] = [this.group(i + 1, "/").length, this.group(i + 2, "-").length];
    return isBirthYear(this.tokens[i].digits) && number >= 1 && number <= 7 && document >= 1 && document <= 3 ? 3 : 0;
  }

  fullDate(i) {
    const d = this.threeGroups(i);
    return d && (this.tokens[i].digits.length === 4 || this.tokens[i + 2].digits.length === 4) ? d : null;
  }

  timeForm(i) {
    const d = this.fullDate(i);
    if (!d) return 0;
    const hours = this.group(d.next, " ");
    let sep = ":";
    let minutes = this.group(d.next + 1, sep);
    if (!minutes.length) minutes = this.group(d.next + 1, sep = ".");
    if (hours.length < 1 || hours.length > 2 || number(hours) > 24 || minutes.length !== 2 || number(minutes) > 59) return 0;
    let n = d.next + 2 - i;
    if (this.group(i + n, sep).length === 2) {
      n++;
      if (this.group(i + n, ".").length > 0) n++;
    }
    return n;
  }

  datesForm(i) {
    const first = this.fullDate(i);
    if (!first || first.next >= this.tokens.length || this.isWord(first.next) || !this.threeGroups(first.next)) return 0;
    return first.next - i;
  }

  amountForm(i) {
    const first = this.tokens[i].digits;
    if (first.length > 3 || first[0] === 0) return 0;
    for (const sep of [".", " "]) {
      let n = 1;
      while (this.group(i + n, sep).length === 3 && n < 13) n++;
      if (n > 1 && this.group(i + n, ",").length === 2) return n + 1;
    }
    return 0;
  }

  startsPhone(i) {
    const { gap: g, digits } = this.tokens[i];
    if (g.n === 0 || g.n > maxGap || g.signs[g.n - 1] !== "+" || digits[0] === 0) return false;
    return g.n === 1 && i === 0 || g.n > 1 && " (".includes(g.signs[g.n - 2]);
  }
}

function monthDigits(name) {
  return [Math.floor(monthOf(name) / 10), monthOf(name) % 10];
}

function dateFrom(day, month, year, first, next) {
  if (day.length > 2 || month.length > 2 || year.length !== 2 && !isBirthYear(year)) return null;
  const two = (d) => (d.length === 1 ? [0, ...d] : d);
  const digits = [...two(day), ...two(month), ...year.slice(-2)];
  return dateOf(digits) ? { digits, first, next } : null;
}

function birthNumber(w, c) {
  if (w.n === 13) {
    for (const d of longForms(w.digits)) {
      const kind = personalNumber(d);
      if (kind && !c.refuses && w.gapsAt(longGaps)) return kind;
    }
    return "";
  }
  const kind = personalNumber(w.digits);
  if (!kind || !w.gapsAt(birthGaps)) return "";
  if (c.kind) return kind;
  const refused = c.refuses === "account" && !w.cutAfterDate || c.refuses === "other" && !w.cutAfterDate && w.groups > 1;
  return refused ? "" : kind;
}

// almost reads digits right after a word that says they are a personal number.
function almost(w, c) {
  if (c.kind === "duf-nummer" && isDUFYear(w.digits.slice(0, 4)) && (w.n === 11 || w.n === 13) && w.groups === 1) return "duf-nummer";
  const byDate = (d) => dateOf(d) || c.kind;
  if (w.n === 11 && (w.groups === 1 || w.cutAfterDate)) return byDate(w.digits);
  if ((w.n === 10 || w.n === 12) && (w.groups === 1 || w.cutsAre(6))) return dateOf(w.digits) ? byDate(w.digits) : "";
  if (w.n === 13 && w.cutAt(8, longGaps)) {
    const [d] = longForms(w.digits);
    return d ? byDate(d) : "";
  }
  return "";
}
