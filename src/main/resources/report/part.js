
/** Of a large run the page has a part only; said on every view. */
document.querySelector("header.top").after(el("p", { class: "warning", role: "note" }, data.part));
