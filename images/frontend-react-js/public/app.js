/* global AbortSignal, document, fetch, window */
"use strict";

const TIMEOUT_MS = 5000;

/** What the backend's health check says, in words for the page. */
async function health(backendUrl) {
  try {
    const response = await fetch(`${backendUrl}/api/health-check`, {
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    if (!response.ok) return `answers with status ${response.status}.`;
    const { success } = await response.json();
    return success === true ? "is healthy." : "does not say that it is healthy.";
  } catch {
    return "gives no answer that this page may read.";
  }
}

/** Asks once and shows the answer. An environment that names no backend has it where the page comes from. */
async function main() {
  const backendUrl = window.env.REACT_APP_BACKEND_URL || window.location.origin;
  document.getElementById("backend").textContent = backendUrl;
  document.getElementById("health").textContent = await health(backendUrl);
}

void main();
