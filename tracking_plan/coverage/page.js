(() => {
  const table = document.getElementById("events");
  const body = table.tBodies[0];
  const form = document.getElementById("filter");
  const heads = [...table.tHead.rows[0].cells];
  const key = (row, index) => {
    const cell = row.cells[index];
    return cell.dataset.order === undefined ? cell.textContent.trim() : Number(cell.dataset.order);
  };
  const compare = (a, b) => (typeof a === "number" ? a - b : a.localeCompare(b));
  heads.forEach((head, index) => {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = head.textContent;
    head.replaceChildren(button);
    button.addEventListener("click", () => {
      const order = head.getAttribute("aria-sort") === "ascending" ? "descending" : "ascending";
      heads.forEach((other) => other.removeAttribute("aria-sort"));
      head.setAttribute("aria-sort", order);
      const sign = order === "ascending" ? 1 : -1;
      const rows = [...body.rows].sort((a, b) => sign * compare(key(a, index), key(b, index)));
      body.append(...rows);
    });
  });
  const show = () => {
    const text = form.elements.text.value.toLowerCase();
    const state = form.elements.state.value;
    let count = 0;
    for (const row of body.rows) {
      const fits = row.textContent.toLowerCase().includes(text);
      row.hidden = !fits || (state !== "" && !row.dataset.state.split(" ").includes(state));
      count += !row.hidden;
    }
    document.getElementById("count").textContent = `${count} of ${body.rows.length} rows`;
  };
  form.addEventListener("input", show);
  form.addEventListener("submit", (event) => event.preventDefault());
  form.hidden = false;
  show();
  const open = () => {
    const found = location.hash && document.getElementById(location.hash.slice(1));
    if (found && found.tagName === "DETAILS") found.open = true;
  };
  addEventListener("hashchange", open);
  open();
  const closed = [];
  addEventListener("beforeprint", () => {
    closed.push(...document.querySelectorAll("details:not([open])"));
    closed.forEach((one) => { one.open = true; });
  });
  addEventListener("afterprint", () => {
    closed.splice(0).forEach((one) => { one.open = false; });
  });
})();
