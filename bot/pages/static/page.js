"use strict";
// A passage that only the fragment names (#120-180) is asked for, since servers are not told fragments.
function find() {
  const place = location.hash.slice(1);
  const here = new URL(location.href);
  if (!/^\d+-\d+$/.test(place) || document.getElementById(place) || here.searchParams.get("q") === place) return;
  for (const name of ["p", "t"]) here.searchParams.delete(name);
  here.searchParams.set("q", place);
  location.replace(here);
}
addEventListener("hashchange", find);
find();
