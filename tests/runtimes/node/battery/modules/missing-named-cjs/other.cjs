const name = "comp" + "uted"; module.exports = { [name]: 1 };
