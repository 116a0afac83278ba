/** Chromium's own event, which TypeScript does not list. */
interface InstallPromptEvent extends Event {
	prompt(): Promise<unknown>;
}

/** The browser's offer to put Firstbell among the tablet's apps, kept until a person asks for it. */
export class InstallOffer {
	canInstall = $state(false);
	#event: InstallPromptEvent | null = null;

	/** Keeps the browser's offer in place of its own banner; returns what ends it. */
	watch(): () => void {
		const keep = (event: Event) => {
			if (!('prompt' in event)) return;
			event.preventDefault();
			this.#event = event as InstallPromptEvent;
			this.canInstall = true;
		};
		const done = () => (this.canInstall = false);
		addEventListener('beforeinstallprompt', keep);
		addEventListener('appinstalled', done);
		return () => {
			removeEventListener('beforeinstallprompt', keep);
			removeEventListener('appinstalled', done);
		};
	}

	/** Asks the browser to install; it asks the person once more. */
	async install(): Promise<void> {
		this.canInstall = false;
		await this.#event?.prompt();
	}
}
