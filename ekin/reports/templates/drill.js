(() => {
  const box = document.getElementById("box");
  const body = box.querySelector("tbody"), title = document.getElementById("box-title"), note = document.getElementById("box-note");
  const chosen = (group) => [...document.querySelectorAll("details[data-p]")].filter((part) => group === "all" || part.dataset.p === group || part.dataset.u === group);
  const cell = (row, text) => { row.insertBefore(document.createElement("td"), row.firstChild).textContent = text; };
  const show = (link) => {
    const [who, place] = [link.dataset.g, Number(link.dataset.m)];
    let counted = 0, all = 0;
    body.replaceChildren();
    for (const part of chosen(who)) {
      const rows = [...part.querySelectorAll("tr[data-c]")].filter((row) => row.dataset.c[place] !== ".");
      if (!rows.length) continue;
      const head = body.insertRow().appendChild(document.createElement("th"));
      head.colSpan = 6;
      head.scope = "rowgroup";
      head.textContent = part.querySelector("h4").textContent;
      for (const source of rows) {
        const row = source.cloneNode(true), yes = row.dataset.c[place] === "1";
        cell(row, yes ? "✓" : "–");
        body.append(row);
        counted += yes;
        all += 1;
      }
    }
    const line = link.closest("tr, .card");
    const holder = link.closest("table"), basis = line.querySelector(".basis");
    const group = holder && holder.caption && !holder.matches(".members") ? holder.caption.textContent + ". " : "";
    title.textContent = box.dataset.names.split("|")[place] + ": " + link.textContent;
    note.textContent = group + (basis ? basis.textContent + ". " : "") + box.dataset.of.replace("{k}", counted.toLocaleString("id-ID")).replace("{n}", all.toLocaleString("id-ID")) + (link.title ? ". " + link.title : "");
  };
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-m]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    show(link);
    box.showModal();
  });
  const open = () => {
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    const part = target && target.closest("details");
    if (part) { part.open = true; target.scrollIntoView(); }
  };
  addEventListener("hashchange", open);
  addEventListener("beforeprint", () => document.querySelectorAll("details.person").forEach((part) => { part.open = true; }));
  open();
})();
