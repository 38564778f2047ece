import { expect, test } from '@playwright/test';

test('part aterstall', async ({ page }) => {
  const look = (name: string) => expect(page).toHaveScreenshot(`${name}.png`, { fullPage: true });
  await page.goto('http://www.eslov.se/');
  await page.goto('http://eslov.se/');
  await look('start');
  await page.getByRole('link', { name: 'För dig som är medarbetare' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('För dig som är medarbetare');
  await look('staff');
  await page.getByRole('main').getByRole('link', { name: 'Återställ ditt lösenord' }).click();
  await expect(page.getByRole('main').getByRole('listitem')).toHaveCount(3);
  await look('reset');
  await page.getByRole('link', { name: 'Gå till lösenordsåterställning' }).click();
  await expect(page.getByRole('textbox')).toHaveCount(2);
  await look('password-reset');
  await page.goto('https://passwordreset.microsoftonline.com/');
  await look('password-reset-again');
});
