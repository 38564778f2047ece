// Gives fields the values back that SETTLE has replaced.
() => {
  const kept = globalThis[Symbol.for('guidevakt')];
  for (const [field, value] of kept?.values ?? []) field.value = value;
  kept?.values.clear();
}
