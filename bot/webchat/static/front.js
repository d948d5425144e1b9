// The page one asks on: the conversation, and suggestions while a question is typed.
import "./chat.js";
import "./suggest.js";
