/** The tree of organisations. */
import { refreshAfterForms, refreshed } from "../office/refresh.js";

refreshAfterForms(refreshed(["tree"]));
