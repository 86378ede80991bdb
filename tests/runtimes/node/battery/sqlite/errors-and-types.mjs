import { DatabaseSync, constants } from 'node:sqlite';
const db = new DatabaseSync(':memory:');
db.exec('CREATE TABLE t(id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, n REAL, b BLOB) STRICT');
const ins = db.prepare('INSERT INTO t(name, n, b) VALUES (:name, $n, ?) RETURNING *');
const t = (f) => {
  try {
    console.log(f());
  } catch (e) {
    console.log(e.code, e.errcode, e.message);
  }
};
t(() => db.prepare('INSERT INTO t(name, n) VALUES (?, ?)').run('a', 1.5));
t(() => db.prepare('INSERT INTO t(name) VALUES (?)').run('a'));
t(() => db.prepare('SELECT nope FROM t'));
t(() => db.prepare('SELECT * FROM t').all());
t(() => db.prepare('SELECT count(*) c FROM t WHERE name = :n').get({ n: 'a' }));
t(() => db.prepare('SELECT ?').get(2n ** 60n));
const st = db.prepare('SELECT 9007199254740993 AS big');
t(() => st.get());
st.setReadBigInts(true);
t(() => st.get());
db.function('twice', (x) => x * 2);
t(() => db.prepare('SELECT twice(21) v').get());
db.aggregate('sumsq', { start: 0, step: (a, v) => a + v * v });
t(() => db.prepare('SELECT sumsq(value) s FROM json_each(?)').get('[1,2,3]'));
for (const r of db.prepare('SELECT value v FROM json_each(?)').iterate('["x","y"]')) console.log(r);
db.exec('BEGIN');
db.exec("INSERT INTO t(name) VALUES ('r')");
db.exec('ROLLBACK');
t(() => db.prepare('SELECT name FROM t').all().length);
t(() => db.prepare('SELECT 1 a, 2 a').get());
t(() => {
  const s = db.prepare('SELECT 1, 2');
  s.setReturnArrays(true);
  return s.get();
});
t(() => st.sourceSQL);
t(() => db.prepare('SELECT ? + ?').get(1));
t(() => db.prepare('SELECT ?').get({}));
t(() => db.isTransaction);
db.close();
t(() => db.exec('SELECT 1'));
t(() => new DatabaseSync(5));
