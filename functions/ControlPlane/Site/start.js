// Relative, so that the page works under /docs and /api/docs alike.
const contract = new URL("openapi.yaml", document.baseURI).href;
SwaggerUIBundle({ url: contract, dom_id: "#contract", deepLinking: true, docExpansion: "list", validatorUrl: null });
