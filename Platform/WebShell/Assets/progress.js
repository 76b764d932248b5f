// Follows a running job: asks its address every second and moves the bar. Without this script the page reloads itself.
'use strict';
document.querySelectorAll('[data-progress]').forEach((box) => {
  const bar = box.querySelector('progress');
  const message = box.querySelector('[role=status]');
  let failures = 0;

  const show = (state) => {
    if (typeof state.fraction === 'number') {
      bar.value = Math.round(Math.min(Math.max(state.fraction, 0), 1) * 100);
    } else {
      bar.removeAttribute('value');
    }
    if (state.message && message.textContent !== state.message) message.textContent = state.message;
  };

  const ask = async () => {
    try {
      const answer = await fetch(box.dataset.progress, { headers: { accept: 'application/json' }, cache: 'no-store' });
      if (!answer.ok) throw new Error(String(answer.status));
      const state = await answer.json();
      failures = 0;
      show(state);
      if (state.done) {
        // Only to a page of this site.
        if (typeof state.next === 'string' && /^\/(?!\/)/.test(state.next)) location.assign(state.next);
        else location.reload();
        return;
      }
      setTimeout(ask, 1000);
    } catch (error) {
      failures += 1;
      message.textContent = 'The server did not answer; asking again…';
      setTimeout(ask, Math.min(1000 * 2 ** failures, 30000));
    }
  };
  setTimeout(ask, 600);
});
