// What a page keeps in its tab, and nowhere else. A browser may forbid it or have no room
// left: then nothing is kept, and all else works.

// read returns what was written by the name; null for nothing, and for what can't be read.
export function read(name) {
  try {
    return JSON.parse(sessionStorage.getItem(name));
  } catch {
    return null;
  }
}

// write keeps a value by a name, and tells whether it is kept.
export function write(name, value) {
  try {
    sessionStorage.setItem(name, JSON.stringify(value));
    return true;
  } catch {
    return false;
  }
}

// drop forgets what was written by the name.
export function drop(name) {
  try {
    sessionStorage.removeItem(name);
  } catch {
    // nothing was kept
  }
}
