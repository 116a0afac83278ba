/** Asks the screen to stay awake while a register is open, and again whenever it comes back into sight; returns what ends it. */
export function keepAwake(): () => void {
	let lock: WakeLockSentinel | null = null;
	let ended = false;

	const ask = async () => {
		if (ended || document.visibilityState !== 'visible' || !('wakeLock' in navigator)) return;
		try {
			const granted = await navigator.wakeLock.request('screen');
			if (ended) await granted.release();
			else lock = granted;
		} catch {
			// A low battery or the system's own settings may say no: the register works all the same.
			lock = null;
		}
	};

	const onSight = () => void ask();
	onSight();
	document.addEventListener('visibilitychange', onSight);
	return () => {
		ended = true;
		document.removeEventListener('visibilitychange', onSight);
		void lock?.release();
	};
}
