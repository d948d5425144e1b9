// The chat page: adds questions and answers to the page instead of leaving it. What fails
// here leaves the rest as it is; without all of it the form loads a page with the answer.
import "./feedback.js";
import "./conversation.js";

import("./warning.js").catch(() => {}); // the server looks for personal numbers too
