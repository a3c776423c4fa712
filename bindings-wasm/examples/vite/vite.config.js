import { defineConfig } from "vite";

export default defineConfig({
  build: { target: "es2022" },
  // Bundling packages ahead, which only `vite dev` does, would lose the way to the .wasm files.
  optimizeDeps: { exclude: ["depicted-wasm"] },
});
