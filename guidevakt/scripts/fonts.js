() => {
  const canvas = document.createElement('canvas'), pen = canvas.getContext('2d');
  canvas.width = 600; canvas.height = 180;
  ['sans-serif', 'serif', 'monospace', 'system-ui', 'Arial', 'Segoe UI'].forEach((family, row) => {
    pen.font = `20px "${family}", ${family}`;
    pen.fillText('Återställ ditt lösenord Ågq 0123 – ”x”', 4, 24 + row * 28);
  });
  return canvas.toDataURL();
}
