// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The operator's page. What clients say reaches it as text, never as markup.
"use strict";

const refreshEvery = 2000;
const element = id => document.getElementById(id);

let token = "";
let observing = null; // { session, socket }
let asked = null; // what the open question does when confirmed
let refreshing = 0;

class Refused extends Error {
  constructor(status, text) {
    super(text);
    this.status = status;
  }
}

async function call(path, change) {
  const headers = { Authorization: "Bearer " + token };
  if (change)
    headers["Content-Type"] = "application/json";
  const response = await fetch("/admin/api/" + path, {
    method: change ? "POST" : "GET",
    headers,
    body: change ? JSON.stringify(change) : undefined,
    credentials: "omit",
    cache: "no-store",
  });
  if (!response.ok)
    throw new Refused(response.status, (await response.text()).trim());
  return response.json();
}

// ---- what is seen

function make(kind, className, text) {
  const made = document.createElement(kind);
  if (className)
    made.className = className;
  if (text !== undefined)
    made.textContent = text;
  return made;
}

function setStatus(state, text) {
  const status = element("status");
  if (status.textContent !== text)
    status.textContent = text;
  status.dataset.state = state;
}

function notify(text) {
  element("notice").textContent = text;
  element("notice").hidden = !text;
}

function time(milliseconds) {
  const seconds = Math.floor(milliseconds / 1000);
  if (seconds < 60)
    return seconds + " s";
  if (seconds < 3600)
    return Math.floor(seconds / 60) + " min";
  return Math.floor(seconds / 3600) + " h " + Math.floor(seconds % 3600 / 60) + " min";
}

function bytes(count) {
  if (count < 1000)
    return count ? count + " B" : "–";
  return count < 1e6 ? Math.round(count / 1000) + " kB" : (count / 1e6).toFixed(1) + " MB";
}

function stateOf(session) {
  const activity = session.activity === "idle" ? "" : " · " + session.activity;
  return session.attached ? "connected" + activity : "away for " + time(session.away_ms) + activity;
}

// Rows stay where they are in the page, so that what has the focus keeps it.
function rowOf(id) {
  const row = make("tr");
  row.id = "session-" + id;
  row.append(make("td", "id", id), make("td", "dot"), make("td"), make("td", "number"),
             make("td", "number"), make("td", "number"));
  const actions = make("div", "actions");
  const observe = make("button", "", "Observe");
  observe.type = "button";
  observe.setAttribute("aria-label", "Observe session " + id);
  observe.addEventListener("click", () => startObserving(id));
  const end = make("button", "danger", "End…");
  end.type = "button";
  end.setAttribute("aria-label", "End session " + id);
  end.addEventListener("click", () => askToEnd(id));
  actions.append(observe, end);
  row.append(make("td"));
  row.lastChild.append(actions);
  return row;
}

function fill(row, session) {
  const connection = session.dialect + (session.connection ? " · #" + session.connection : "")
    + (session.reconnections ? " · reconnected " + session.reconnections + "×" : "");
  const texts = [session.session, stateOf(session), connection, time(session.age_ms),
                 String(session.messages), bytes(session.held_bytes)];
  texts.forEach((text, index) => {
    if (row.children[index].textContent !== text)
      row.children[index].textContent = text;
  });
  row.children[1].dataset.state = session.attached ? "attached" : "detached";
  row.setAttribute("aria-current", observing !== null && observing.session === session.session);
}

function show(state) {
  element("version").textContent = "holdlined " + state.version;
  element("connections").textContent = state.connections;
  element("attached").textContent = state.attached;
  element("detached").textContent = state.detached;
  element("recognizers").textContent = state.recognizers_busy + " of " + state.recognizers;
  element("queue").textContent = state.recognizer_queue;

  const rows = element("rows");
  const known = new Map(Array.from(rows.children, row => [row.id, row]));
  state.sessions.forEach((session, index) => {
    const row = known.get("session-" + session.session) || rowOf(session.session);
    known.delete(row.id);
    fill(row, session);
    if (rows.children[index] !== row)
      rows.insertBefore(row, rows.children[index] || null);
  });
  known.forEach(row => row.remove());
  element("empty").hidden = state.sessions.length > 0;
  const hidden = state.attached + state.detached - state.sessions.length;
  element("more").hidden = hidden <= 0;
  element("more").textContent = "and " + hidden + " more";
}

// ---- signing in

async function refresh() {
  clearTimeout(refreshing);
  try {
    show(await call("state"));
    if (element("status").dataset.state !== "draining")
      setStatus("on", "Connected");
  } catch (error) {
    if (error instanceof Refused && error.status === 401) {
      signOut(error.message);
      return;
    }
    setStatus("lost", "No connection to the server");
  }
  refreshing = setTimeout(refresh, refreshEvery);
}

async function signIn() {
  token = element("token").value.trim();
  if (!token) {
    element("token").focus();
    return;
  }
  try {
    show(await call("state"));
  } catch (error) {
    token = "";
    notify(error instanceof Refused && error.status === 401
      ? "This isn’t the admin token." : "The server doesn’t answer.");
    element("token").select();
    return;
  }
  notify("");
  element("token").value = "";
  element("sign-in").hidden = true;
  element("desk").hidden = false;
  setStatus("on", "Connected");
  refreshing = setTimeout(refresh, refreshEvery);
}

function signOut(reason) {
  token = "";
  stopObserving();
  element("sign-in").hidden = false;
  element("desk").hidden = true;
  setStatus("off", "Signed out");
  notify(reason);
}

// ---- observing

function said(event) {
  const transcript = element("transcript");
  const atEnd = transcript.scrollHeight - transcript.scrollTop - transcript.clientHeight < 40;
  let entry = transcript.querySelector(".partial." + event.role);
  if (event.amends && !entry)
    entry = Array.from(transcript.querySelectorAll("." + event.role)).pop();
  if (!event.text) {
    if (entry)
      entry.remove();
    return;
  }
  if (!entry) {
    entry = make("div", "said " + event.role);
    transcript.append(entry);
  }
  entry.classList.toggle("partial", !event.final);
  entry.textContent = event.text;
  entry.title = new Date(event.at).toLocaleTimeString();
  while (transcript.children.length > 500)
    transcript.firstChild.remove();
  if (atEnd)
    transcript.scrollTop = transcript.scrollHeight;
}

function hint(text) {
  element("transcript").append(make("div", "name", text));
}

function startObserving(session) {
  stopObserving();
  const socket = new WebSocket(location.origin.replace(/^http/, "ws") + "/logs");
  observing = { session, socket };
  element("transcript").replaceChildren();
  element("transcript-title").textContent = "Transcript of " + session;
  element("leave").hidden = false;
  socket.onopen = () => socket.send(JSON.stringify({ token, session }));
  socket.onmessage = message => {
    const event = JSON.parse(message.data);
    if (event.observing)
      hint("Observing " + session);
    else if (event.role === "user" || event.role === "assistant")
      said(event);
  };
  socket.onclose = () => {
    if (observing && observing.socket === socket) {
      observing = null;
      hint("Observation ended");
      element("leave").hidden = true;
    }
  };
  refresh();
}

function stopObserving() {
  if (!observing)
    return;
  const socket = observing.socket;
  observing = null;
  socket.close();
  element("transcript").replaceChildren(
    make("p", "muted", "Choose Observe next to a session to follow its conversation."));
  element("transcript-title").textContent = "Transcript";
  element("leave").hidden = true;
}

// ---- changing

function ask(title, text, yes, act) {
  element("question-title").textContent = title;
  element("question-text").textContent = text;
  element("yes").textContent = yes;
  asked = act;
  element("question").showModal();
  element("no").focus();
}

async function confirmed() {
  const act = asked;
  asked = null;
  element("question").close();
  try {
    await act();
    notify("");
  } catch (error) {
    notify(error instanceof Refused ? error.message : "The server doesn’t answer.");
  }
  refresh();
}

function askToEnd(session) {
  ask("End session " + session + "?",
      "Its conversation will be deleted. Its client is disconnected and starts a new conversation when it reconnects.",
      "End session", () => call("end", { session }));
}

function askToReset() {
  ask("End all sessions?",
      "Every conversation will be deleted, including those of clients that are away. This can’t be undone.",
      "Reset all", () => call("reset", { confirm: "all" }));
}

function askToDrain() {
  ask("Drain the server?",
      "The server accepts no new clients, finishes the answers under way, then stops. Sessions are kept.",
      "Drain", async () => {
        await call("drain", { confirm: "drain" });
        setStatus("draining", "Draining");
      });
}

element("credentials").addEventListener("submit", event => {
  event.preventDefault();
  signIn();
});
element("leave").addEventListener("click", () => {
  stopObserving();
  refresh();
});
element("reset").addEventListener("click", askToReset);
element("drain").addEventListener("click", askToDrain);
element("no").addEventListener("click", () => element("question").close());
element("yes").addEventListener("click", confirmed);
element("token").focus();
