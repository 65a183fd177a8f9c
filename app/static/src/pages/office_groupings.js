/** Delegations and discussion groups: order, and the members to choose a leader from. */
import { element, readData } from "../dom.js";
import { send } from "../forms/send.js";
import { wireOrder } from "../office/order.js";

const { roster } = readData("groupings-data");
wireOrder(document, readData("words"));

async function fillMembers(select) {
  const url = `${roster}?${select.dataset.members}&limit=200`;
  const answer = await send({ method: "GET", url, body: null }).catch(() => null);
  if (!answer || answer.status !== 200) return;
  const kept = select.value;
  while (select.options.length > 1) select.remove(1);
  for (const { id, name, number } of answer.said.people) {
    select.append(element("option", { value: id }, `${name} (${number})`));
  }
  select.value = kept;
}

for (const details of document.querySelectorAll(".unit-row details")) {
  details.addEventListener("toggle", () => {
    const select = details.querySelector("select[data-members]");
    if (!details.open || !select || select.dataset.filled) return;
    select.dataset.filled = "yes";
    fillMembers(select);
  });
}
