// Defines <depicted-viewer>.
import { DepictedViewer } from "./element.js";

export { DepictedViewer };
export { english } from "./labels.js";

if (!customElements.get("depicted-viewer")) customElements.define("depicted-viewer", DepictedViewer);
