// <study-desk> wraps the server's HTML of the session and adds the keyboard, the focus and the clock.
// Which key presses what is said by the HTML itself, in aria-keyshortcuts.

class StudyDesk extends HTMLElement {
  connectedCallback() {
    this.shownAt = performance.now();
    this.abort = new AbortController();
    const { signal } = this.abort;
    document.addEventListener("keydown", (event) => this.press(event), { signal });
    this.addEventListener("submit", () => this.fillIn(), { signal, capture: true });
    this.addEventListener("htmx:configRequest", (event) => this.fillInParameters(event), { signal });
    this.addEventListener("change", (event) => this.limitChoices(event), { signal });
    if (document.activeElement === document.body || !document.activeElement.isConnected) this.focusStart();
  }

  disconnectedCallback() {
    this.abort.abort();
  }

  focusStart() {
    this.querySelector("[data-focus]")?.focus({ preventScroll: true });
  }

  press(event) {
    if (event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
    if (event.target.matches("input:not([type=radio], [type=checkbox], [type=hidden]), textarea, select")) return;
    const key = event.key === " " ? "Space" : event.key;
    if ((key === "Space" || key === "Enter") && this.actsItself(event.target, key)) return;
    const wanted = key.length === 1 ? key.toUpperCase() : key;
    const target = [...this.querySelectorAll("[aria-keyshortcuts]")].find(
      (element) => !element.disabled && element.getAttribute("aria-keyshortcuts").split(" ").includes(wanted),
    );
    if (!target) return;
    event.preventDefault();
    target.click();
    if (target.matches("input")) target.focus();
  }

  // A focused button, link or option does on Space or Enter what it always does.
  actsItself(target, key) {
    if (target.matches("button, summary, a[href]")) return true;
    return key === "Space" && target.matches("input[type=radio], input[type=checkbox]");
  }

  measure() {
    return {
      milliseconds: String(Math.round(performance.now() - this.shownAt)),
      time_zone: Intl.DateTimeFormat().resolvedOptions().timeZone ?? "",
    };
  }

  fillIn() {
    for (const [name, value] of Object.entries(this.measure())) {
      for (const field of this.querySelectorAll(`input[type=hidden][name=${name}]`)) field.value = value;
    }
  }

  fillInParameters(event) {
    if (event.detail.verb !== "post") return;
    for (const [name, value] of Object.entries(this.measure())) {
      if (event.detail.parameters.has?.(name) || name in event.detail.parameters) event.detail.parameters[name] = value;
    }
  }

  // "Choose 2": a third choice is not taken, and the legend says why.
  limitChoices(event) {
    if (!event.target.matches("input[type=checkbox][name=choice]")) return;
    const legend = this.querySelector(".options legend");
    const wanted = Number(legend.textContent.match(/\d/)?.[0] ?? 0);
    const chosen = this.querySelectorAll("input[name=choice]:checked").length;
    if (wanted && chosen > wanted) event.target.checked = false;
    legend.dataset.full = String(chosen >= wanted);
    if (wanted && chosen > wanted) legend.setAttribute("role", "alert");
    else legend.removeAttribute("role");
  }
}

customElements.define("study-desk", StudyDesk);

// A request that does not get through changes nothing: say so, and leave everything as it is.
function sayFailure(text) {
  const desk = document.querySelector("study-desk");
  if (!desk) return;
  desk.querySelector(".failure")?.remove();
  const notice = document.createElement("p");
  notice.className = "notice warning failure";
  notice.setAttribute("role", "alert");
  notice.textContent = text;
  desk.prepend(notice);
}
document.addEventListener("htmx:sendError", () =>
  sayFailure("No connection. Nothing was lost: press again when you are back online."),
);
document.addEventListener("htmx:responseError", () =>
  sayFailure("The server could not answer. Nothing was lost: press again in a moment."),
);

// htmx swaps the whole <study-desk>; the new one takes the focus when the old one had it.
document.addEventListener("htmx:afterSettle", () => {
  const desk = document.querySelector("study-desk");
  if (desk && !desk.contains(document.activeElement)) desk.focusStart();
});
