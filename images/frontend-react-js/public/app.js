/* global AbortSignal, document, fetch */
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

/** Asks once and shows the answer. */
async function main() {
  const { content } = document.querySelector('meta[name="backend-url"]');
  document.getElementById("backend").textContent = content;
  document.getElementById("health").textContent = await health(content);
}

void main();
