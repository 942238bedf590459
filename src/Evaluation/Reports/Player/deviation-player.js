'use strict';
(() => {
  const data = JSON.parse(document.getElementById('player-data').textContent);
  const at = id => document.getElementById(id);
  const sides = [at('obeying'), at('deviating')];
  const who = data.agents[data.deviator];
  const steps = data.horizon;
  let step = 0, sample = 0, timer = 0, frame = 0;

  const make = (tag, text = '', style = '') => {
    const element = document.createElement(tag);
    element.textContent = text;
    if (style) element.className = style;
    return element;
  };
  const draw = (tag, attributes, parent) => {
    const element = document.createElementNS('http://www.w3.org/2000/svg', tag);
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    parent.append(element);
    return element;
  };
  const number = (value, signed = false) => {
    const text = Math.abs(value) < 5e-4 ? '0.000' : value.toFixed(3);
    return signed && value >= 5e-4 ? '+' + text : text.replace('-', '−');
  };
  const rows = (table, head, lines) => {
    table.replaceChildren();
    const top = table.createTHead().insertRow();
    for (const cell of head) top.append(make('th', cell));
    const body = table.createTBody();
    for (const line of lines) {
      const row = body.insertRow();
      for (const [text, style] of line) row.append(make('td', text, style || ''));
    }
  };
  // Sums up to and with a step; one before the first is zero.
  const sums = course => course.map((_, h) => data.agents.map((_, i) => course.slice(0, h + 1).reduce((sum, s) => sum + s.rewards[i], 0)));
  const expected = data.expected.map(sums);
  const difference = expected[1].map((row, h) => row.map((value, i) => value - expected[0][h][i]));

  const parts = sides.map((side, n) => {
    if (n === 1) side.querySelector('h3').textContent = who + ' deviates';
    const part = {};
    if (data.scene) part.bodies = stage(side);
    side.append(make('h4', 'Where they are, in expectation'));
    side.append(part.states = make('div'));
    side.append(make('h4', 'This episode, ' + data.sampledFrom));
    side.append(part.episode = make('p'));
    side.append(part.table = make('table'));
    return part;
  });

  function stage(side) {
    const [left, bottom, width, height] = data.scene.view;
    // The y axis of a drawing points downward.
    const svg = draw('svg', { viewBox: `${left} ${-bottom - height} ${width} ${height}`, class: 'stage', role: 'img', 'aria-label': 'Seen from above' }, side);
    for (const [x, y, w, h] of data.scene.walls) draw('rect', { x, y: -y - h, width: w, height: h, class: 'wall' }, svg);
    return data.agents.map((_, i) => {
      const group = draw('g', {}, svg);
      const style = `body body${i}` + (side === sides[1] && i === data.deviator ? ' deviates' : '');
      draw('circle', { r: data.scene.radius, class: style }, group);
      draw('text', {}, group).textContent = i;
      return group;
    });
  }

  function move(tick) {
    if (!data.scene) return;
    parts.forEach((part, n) => {
      const motion = data.motion[sample][n];
      const places = motion[Math.min(tick, motion.length - 1)];
      part.bodies.forEach((body, i) => body.setAttribute('transform', `translate(${places[2 * i]} ${-places[2 * i + 1]})`));
    });
  }

  function show() {
    at('scrub').value = step;
    at('position').textContent = `${step}, last ${steps - 1}`;
    at('back').disabled = at('first').disabled = step === 0;
    at('next').disabled = at('last').disabled = step === steps - 1;
    parts.forEach((part, n) => {
      const bars = data.expected[n][step].states.slice(0, 6).map(([name, share]) => {
        const bar = make('div', '', 'bar'), rule = make('div', '', 'rule'), track = make('div');
        rule.style.width = 100 * share + '%';
        track.append(rule);
        bar.append(make('span', name, 'name'), track, make('span', share.toFixed(3), 'share'));
        return bar;
      });
      part.states.replaceChildren(...bars);
      const played = data.samples[sample][n].slice(0, step + 1), now = played[step];
      part.episode.textContent = now.state;
      rows(part.table, ['agent', 'told', 'does', 'gets', 'so far'], data.agents.map((name, i) => {
        const against = now.told[i] !== now.played[i] ? 'against' : '';
        const total = played.reduce((sum, s) => sum + s.rewards[i], 0);
        return [[name], [now.told[i]], [now.played[i], against], [number(now.rewards[i])], [number(total)]];
      }));
    });
    const does = data.departures.filter(d => d.step === step);
    at('does').replaceChildren(...(does.length
      ? does.slice(0, 8).map(d => make('li', `told ${d.told} in “${d.state}”, ${who} does ${d.does} (${(100 * d.share).toFixed(1)} % of episodes)`))
      : [make('li', who + ' does what it is told.')]));
    rows(at('cost'), ['agent', 'all obey', 'deviating', 'difference'], data.agents.map((name, i) => {
      const style = i === data.deviator ? 'against' : '';
      return [[name, style], [number(expected[0][step][i])], [number(expected[1][step][i])], [number(difference[step][i], true), style]];
    }));
    now.setAttribute('x1', x(step));
    now.setAttribute('x2', x(step));
  }

  const width = 520, height = 150, left = 46, right = 90, top = 10, bottom = 22;
  const low = Math.min(0, ...difference.flat()), high = Math.max(0, ...difference.flat());
  const x = h => left + (width - left - right) * (steps > 1 ? h / (steps - 1) : 0);
  const y = value => top + (height - top - bottom) * (high > low ? (high - value) / (high - low) : 0.5);
  const chart = draw('svg', {
    viewBox: `0 0 ${width} ${height}`, class: 'course', role: 'img', 'aria-label': 'Difference to obeying over steps',
  }, at('chart'));
  for (const value of new Set([low, 0, high])) {
    draw('line', { x1: left, x2: width - right, y1: y(value), y2: y(value) }, chart);
    draw('text', { x: left - 6, y: y(value) + 4, 'text-anchor': 'end' }, chart).textContent = number(value);
  }
  data.agents.forEach((name, i) => {
    const group = draw('g', i === data.deviator ? { class: 'main' } : {}, chart);
    draw('polyline', { points: difference.map((row, h) => `${x(h)},${y(row[i])}`).join(' ') }, group);
    draw('text', { x: width - right + 6, y: y(difference[steps - 1][i]) + 4 }, group).textContent = name;
  });
  const now = draw('line', { class: 'now', y1: top, y2: height - bottom }, chart);

  function go(to) {
    step = Math.max(0, Math.min(steps - 1, to));
    show();
    slide();
  }

  // Between two recommendations bodies move on; without a scene a step is a step.
  function slide() {
    cancelAnimationFrame(frame);
    if (!data.scene) return;
    const each = data.scene.framesPerStep, from = step * each;
    if (!timer) return move(from);
    const pause = Number(at('speed').value);
    let start;
    const turn = time => {
      start ??= time;
      const part = Math.min(1, (time - start) / pause);
      move(from + Math.round(part * each));
      if (part < 1 && timer) frame = requestAnimationFrame(turn);
    };
    frame = requestAnimationFrame(turn);
  }

  function play(on) {
    clearInterval(timer);
    timer = 0;
    if (on) {
      const from = step === steps - 1 ? 0 : step;
      timer = setInterval(() => step === steps - 1 ? play(false) : go(step + 1), Number(at('speed').value));
      go(from);
    } else slide();
    at('play').textContent = timer ? 'Pause' : 'Play';
    at('play').setAttribute('aria-label', timer ? 'Pause' : 'Play');
  }

  at('scrub').max = steps - 1;
  const departs = data.samples.map(pair => pair[1].some(s => s.told[data.deviator] !== s.played[data.deviator]));
  departs.forEach((parted, n) => at('sample').append(new Option(n + 1 + (parted ? '' : ' (as told)'), n)));
  at('sample').value = sample = Math.max(0, departs.indexOf(true));
  at('first').onclick = () => { play(false); go(0); };
  at('back').onclick = () => { play(false); go(step - 1); };
  at('next').onclick = () => { play(false); go(step + 1); };
  at('last').onclick = () => { play(false); go(steps - 1); };
  at('play').onclick = () => play(!timer);
  at('scrub').oninput = event => { play(false); go(Number(event.target.value)); };
  at('speed').onchange = () => play(Boolean(timer));
  at('sample').onchange = event => { sample = Number(event.target.value); go(step); };
  document.addEventListener('keydown', event => {
    if (event.target.matches('input, select, button')) return;
    if (event.key === 'ArrowLeft') at('back').click();
    else if (event.key === 'ArrowRight') at('next').click();
    else if (event.key === ' ') { event.preventDefault(); play(!timer); }
  });
  go(0);
})();
