const { readFileSync } = require('node:fs');

const picture = readFileSync(process.env.PICTURE);

test('the page', async () => {
  await expect(picture).toMatchBaseline('page', { ignore: [{ x: 0, y: 0, width: 4, height: 4 }] });
});

test('without a name', async () => {
  await Promise.all([expect(picture).toMatchBaseline(), expect(picture).toMatchBaseline({ threshold: 1.5 })]);
});

let attempts = 0;
jest.retryTimes(1);
test('again', async () => {
  attempts += 1;
  await expect(picture).toMatchBaseline();
  if (attempts === 1) throw new Error('once more');
});

test('what is wrong', async () => {
  await expect(expect(Buffer.from('no picture')).toMatchBaseline('wrong')).rejects.toThrow('the bytes of a PNG');
  await expect(expect('path.png').toMatchBaseline('wrong')).rejects.toThrow('the bytes of a PNG');
  await expect(expect(picture.subarray(0, 99)).toMatchBaseline('wrong')).rejects.toThrow();
  await expect(expect(picture).toMatchBaseline('page', { treshold: 1 })).rejects.toThrow('treshold');
  await expect(expect(picture).toMatchBaseline('page!')).rejects.toThrow('another name');
  await expect(expect(picture).not.toMatchBaseline('page')).rejects.toThrow('says nothing');
});
