// No server load and no rendering on the server: one person's data would land in the shell that every browser caches.
export const ssr = false;
export const prerender = false;
