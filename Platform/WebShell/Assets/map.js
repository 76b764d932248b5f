// Makes a shaded map one that can be moved and enlarged, when Leaflet is there. The drawing, its legend and the list
// beside it stay as they are for everyone else.
'use strict';
(() => {
  if (typeof L === 'undefined') return;
  const shades = ['#e6f0f1', '#b5d3d8', '#7fb0ba', '#3d8091', '#0f4a5c'];

  const shade = (value, limits) => {
    if (limits.length === 0) return shades[2];
    const found = limits.findIndex((limit) => value <= limit);
    const place = found < 0 ? limits.length : found;
    return shades[Math.min(Math.floor((place * 4) / limits.length), 4)];
  };

  // Only to a page of this site.
  const follow = (figure) => {
    if (figure && typeof figure.href === 'string' && /^\/(?!\/)/.test(figure.href)) location.assign(figure.href);
  };

  const codeOf = (feature) => {
    const properties = feature.properties || {};
    return String(feature.id ?? properties.code ?? properties.id ?? '');
  };

  const rowsByName = (box) => {
    const rows = new Map();
    const list = box.parentElement.querySelector('.map-list');
    if (list) list.querySelectorAll('tbody tr').forEach((row) => rows.set(row.querySelector('th').textContent.trim(), row));
    return rows;
  };

  const enliven = (box, shapes) => {
    const figures = JSON.parse(box.dataset.values);
    const limits = box.dataset.limits ? box.dataset.limits.split(',').map(Number) : [];
    const rows = rowsByName(box);
    const place = document.createElement('div');
    place.className = 'map__live';
    const readout = document.createElement('p');
    readout.className = 'map__readout';
    readout.textContent = 'Point at an area, or choose one with the Tab key, to read its figure.';
    const drawing = box.querySelector('.chart__frame');
    drawing.after(place, readout);
    box.classList.add('map--live');

    const map = L.map(place, { zoomSnap: 0.25, attributionControl: false, scrollWheelZoom: false });
    const figureOf = (feature) => figures[codeOf(feature)];
    const usual = (feature) => {
      const figure = figureOf(feature);
      const known = figure && typeof figure.value === 'number';
      return {
        color: '#4d6b73', weight: 0.8, fillColor: known ? shade(figure.value, limits) : '#ffffff',
        fillOpacity: known ? 0.92 : 0.6, dashArray: known ? null : '3 3',
      };
    };
    const layer = L.geoJSON(shapes, {
      style: usual,
      onEachFeature: (feature, one) => {
        const figure = figureOf(feature);
        const text = figure ? `${figure.name}: ${figure.text}` : `${codeOf(feature)}: no figure`;
        const show = () => {
          readout.textContent = text;
          one.setStyle({ weight: 2.6, color: '#1a2629' });
          one.bringToFront();
          const row = figure && rows.get(figure.name);
          if (row) row.classList.add('is-current');
        };
        const hide = () => {
          layer.resetStyle(one);
          const row = figure && rows.get(figure.name);
          if (row) row.classList.remove('is-current');
        };
        one.on({ mouseover: show, mouseout: hide });
        one.on('click', () => follow(figure));
        one.on('add', () => {
          const path = one.getElement();
          if (!path) return;
          path.setAttribute('tabindex', '0');
          path.setAttribute('role', figure && figure.href ? 'link' : 'img');
          path.setAttribute('aria-label', text);
          path.addEventListener('focus', show);
          path.addEventListener('blur', hide);
          path.addEventListener('keydown', (event) => {
            if (event.key === 'Enter') follow(figure);
          });
        });
      },
    }).addTo(map);
    const bounds = layer.getBounds();
    if (bounds.isValid()) map.fitBounds(bounds, { padding: [8, 8] });
  };

  document.querySelectorAll('[data-map]').forEach(async (box) => {
    try {
      const answer = await fetch(box.dataset.map, { headers: { accept: 'application/geo+json, application/json' } });
      if (!answer.ok) return;
      enliven(box, await answer.json());
    } catch (error) {
      // The drawing that is already there says the same.
    }
  });
})();
