/** A newer version of the app that has been fetched and waits until a person wants it. */
export class UpdateOffer {
	isWaiting = $state(false);
	#registration: ServiceWorkerRegistration | null = null;

	/** Registers the service worker and watches for the next version; the page is never reloaded unasked. */
	async watch(): Promise<void> {
		if (!('serviceWorker' in navigator)) return;
		const registration = await navigator.serviceWorker.register('/service-worker.js');
		this.#registration = registration;
		this.#look();
		registration.addEventListener('updatefound', () => {
			registration.installing?.addEventListener('statechange', () => this.#look());
		});
	}

	/** Takes the new version now: the page starts again in it. */
	accept(): void {
		this.isWaiting = false;
		navigator.serviceWorker.addEventListener('controllerchange', () => location.reload(), { once: true });
		this.#registration?.waiting?.postMessage({ type: 'SKIP_WAITING' });
	}

	/** The first worker of all waits for nobody, and is no news. */
	#look(): void {
		this.isWaiting = Boolean(this.#registration?.waiting && navigator.serviceWorker.controller);
	}
}
