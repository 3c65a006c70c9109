// How the page is built: apps/dashboard into dist/dashboard. The development server passes API calls on to a running `hortus serve`.
import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

export default defineConfig({
  root: "apps/dashboard",
  plugins: [react()],
  build: { outDir: "../../dist/dashboard", emptyOutDir: true, target: "es2022", assetsInlineLimit: 0, modulePreload: { polyfill: false } },
  server: { proxy: { "/api": "http://127.0.0.1:4321", "/v1": "http://127.0.0.1:4321" } },
});
