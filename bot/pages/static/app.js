"use strict";
// Inside Telegram: hands over what Telegram signed, and goes to the passage that the server names then.
const given = new URLSearchParams(location.hash.slice(1));

function tell(event) {
  if (window.TelegramWebviewProxy) window.TelegramWebviewProxy.postEvent(event, "null");
  else if (parent !== window) parent.postMessage(JSON.stringify({eventType: event, eventData: null}), "*");
}

function theme() {
  try {
    const colour = parseInt(JSON.parse(given.get("tgWebAppThemeParams")).bg_color.slice(1), 16);
    const light = ((colour >> 16) & 255) + ((colour >> 8) & 255) + (colour & 255);
    return light > 382 ? "light" : "dark";
  } catch {
    return "";
  }
}

function show(id) {
  for (const one of document.querySelectorAll("[data-state]")) one.hidden = one.dataset.state !== id;
}

async function open() {
  const init = given.get("tgWebAppData");
  if (!init) return show("outside");
  try {
    const answer = await fetch(location.pathname + location.search, {method: "POST", body: new URLSearchParams({init})});
    if (!answer.ok) return show(answer.status === 404 ? "gone" : "refused");
    const to = new URL((await answer.json()).location, location.href);
    if (theme()) to.searchParams.set("theme", theme());
    location.replace(to);
  } catch {
    show("failed");
  }
}

tell("web_app_ready");
tell("web_app_expand");
open();
