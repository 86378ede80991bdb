process.nextTick((...args) => console.log(args), 1, 'two', { three: 3 });
try { process.nextTick(); } catch (error) { console.log(error.code, error.message); }
try { queueMicrotask('no'); } catch (error) { console.log(error.code, error.message); }
try { setTimeout('no', 1); } catch (error) { console.log(error.code, error.message); }
try { setImmediate(); } catch (error) { console.log(error.code); }
