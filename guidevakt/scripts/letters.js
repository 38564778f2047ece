// How many of å, ä and ö come out as pictures of their own: without a font they are blank, or the same empty box.
() => {
  const canvas = document.createElement("canvas"), pen = canvas.getContext("2d", {willReadFrequently: true});
  canvas.width = canvas.height = 64; pen.font = "48px sans-serif";
  const draw = text => { pen.clearRect(0, 0, 64, 64); pen.fillText(text, 4, 52);
                         return pen.getImageData(0, 0, 64, 64).data.join(); };
  const blank = draw("");
  return new Set([..."åäö"].map(draw).filter(picture => picture !== blank)).size;
}
