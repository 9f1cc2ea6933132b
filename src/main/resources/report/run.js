// A page of many has some of the views; nothing is verified in a run of extractions alone.
for (const name of Object.keys(views)) {
  if (!document.getElementById(name)) delete views[name];
}
if (views.verdicts && data.verdicts.length === 0) {
  delete views.verdicts;
  document.querySelector("nav [data-view=verdicts]").remove();
}
theme(false);
show();
