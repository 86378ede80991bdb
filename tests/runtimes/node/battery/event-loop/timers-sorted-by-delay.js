for (const ms of [300, 100, 200, 100, 300, 200]) setTimeout(() => console.log(ms), ms);
const e = Date.now() + 310;
while (Date.now() < e);
