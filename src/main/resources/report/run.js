if (data.verdicts.length === 0) {
  delete views.verdicts;
  document.querySelector("nav [data-view=verdicts]").remove();
}
theme(false);
show();
