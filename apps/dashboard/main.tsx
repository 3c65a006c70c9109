// Starts the page. Everything it shows comes from the server's API.

import { createRoot } from "react-dom/client";
import { App } from "./shell/app.tsx";
import "./theme/tokens.css";
import "./theme/base.css";
import "./theme/shell.css";
import "./theme/garden.css";
import "./theme/filters.css";
import "./theme/panel.css";
import "./theme/reading.css";
import "./theme/runs.css";
import "./theme/cards.css";
import "./theme/judge.css";
import "./theme/history.css";

const page = document.getElementById("page");
if (page !== null) createRoot(page).render(<App />);
