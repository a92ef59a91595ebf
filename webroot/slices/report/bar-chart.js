/** Chart.js as reports use it; loaded when there is one to draw. */

import { BarController, BarElement, CategoryScale, Chart, Legend, LinearScale, Tooltip } from 'chart.js';

Chart.register(BarController, BarElement, CategoryScale, Legend, LinearScale, Tooltip);

const STRIPE = 8;
const LABEL_LENGTH = 16;

/**
 * Bars from left to right, which have room for their labels on a phone. Series differ by their stripes too, not by colour alone.
 *
 * @param {HTMLCanvasElement} canvas
 * @param {{labels: string[], series: {label: string, values: (number|null)[]}[], colours: string[], ink: string, line: string,
 *   font: string}} chart
 */
export function drawBars(canvas, { labels, series, colours, ink, line, font }) {
  const scale = { ticks: { color: ink, precision: 0, font: { family: font } }, grid: { color: line }, border: { color: line } };
  return new Chart(canvas, {
    type: 'bar',
    data: {
      labels: labels.map(lines),
      datasets: series.map(({ label, values }, index) => ({
        label,
        data: values,
        backgroundColor: fill(canvas, colours[index % colours.length], index),
        borderColor: colours[index % colours.length],
        borderWidth: 2,
        maxBarThickness: 28,
      })),
    },
    options: {
      indexAxis: 'y',
      animation: false,
      maintainAspectRatio: false,
      scales: { x: { ...scale, beginAtZero: true }, y: { ...scale, grid: { display: false } } },
      plugins: { legend: { display: series.length > 1, position: 'bottom', labels: { color: ink, font: { family: font } } } },
    },
  });
}

// A long label is broken between words: there is little room for it on a phone.
function lines(label) {
  return label.split(' ').reduce((broken, word) => {
    const last = broken.at(-1);
    return last && last.length + word.length < LABEL_LENGTH ? [...broken.slice(0, -1), `${last} ${word}`] : [...broken, word];
  }, []);
}

// Full, striped one way, striped the other way, …
function fill(canvas, colour, index) {
  if (index === 0) return colour;
  const tile = document.createElement('canvas');
  Object.assign(tile, { width: STRIPE, height: STRIPE });
  const paint = tile.getContext('2d');
  Object.assign(paint, { strokeStyle: colour, lineWidth: 2 });
  paint.beginPath();
  for (const shift of [-STRIPE, 0, STRIPE]) {
    const [from, to] = index % 2 ? [STRIPE, 0] : [0, STRIPE];
    paint.moveTo(shift, from);
    paint.lineTo(shift + STRIPE, to);
  }
  paint.stroke();
  return canvas.getContext('2d').createPattern(tile, 'repeat');
}
