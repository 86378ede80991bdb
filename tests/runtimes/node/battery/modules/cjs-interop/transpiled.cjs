Object.defineProperty(exports, "__esModule", { value: true }); exports.default = "default of es"; exports.value = 3;
