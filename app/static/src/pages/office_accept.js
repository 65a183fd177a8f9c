/** An invited person chooses name and password. */
import { wirePasswords } from "../office/password_field.js";

wirePasswords(() =>
  ["name", "display-name"].map((id) => document.getElementById(id)).filter(Boolean).map((field) => field.value),
);
