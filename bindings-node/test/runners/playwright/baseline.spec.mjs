import { readFileSync } from 'node:fs';
import { test } from '@playwright/test';
import { expect } from 'depicted/playwright';

const picture = readFileSync(process.env.PICTURE);

test('the picture', async () => {
  await expect(picture).toMatchBaseline('picture');
});

test('the page', async ({ page }) => {
  await page.setContent(`<body style="margin: 0"><h1>Basket</h1><p style="background: ${process.env.COLOUR}; height: 80px">Pay</p>`);
  await expect.soft(page).toMatchBaseline('page', { screenshot: { fullPage: true } });
  await expect(page.locator('p')).toMatchBaseline();
});

test('what is wrong', async ({ page }) => {
  await expect(expect('path.png').toMatchBaseline('wrong')).rejects.toThrow('the bytes of a PNG');
  await expect(expect(picture).toMatchBaseline('picture', { treshold: 1 })).rejects.toThrow('treshold');
  await expect(expect(page).not.toMatchBaseline('page')).rejects.toThrow('says nothing');
});
