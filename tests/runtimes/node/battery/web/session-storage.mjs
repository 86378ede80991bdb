console.log(typeof localStorage, typeof sessionStorage);
sessionStorage.setItem('a', 1); sessionStorage.b = { x: 1 };
console.log(sessionStorage, sessionStorage.length, sessionStorage.getItem('a'), sessionStorage.getItem('zz'), sessionStorage.b, Object.keys(sessionStorage), 'a' in sessionStorage, sessionStorage.key(0));
delete sessionStorage.a; sessionStorage.removeItem('b');
console.log(sessionStorage.length, JSON.stringify(sessionStorage));
console.log(sessionStorage instanceof Storage, Storage.name);
try { new Storage() } catch (e) { console.log(e.message, e.code) }
try { sessionStorage.setItem('a') } catch (e) { console.log(e.name, e.message, e.code) }
try { sessionStorage.setItem('big', 'x'.repeat(11 * 1024 * 1024)) } catch (e) { console.log(e.name, e.message, e.code) }
sessionStorage.clear();
