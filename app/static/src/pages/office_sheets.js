/** The print page: a form that names its code in the address, not in a field. */
for (const form of document.querySelectorAll("form[data-prints]")) {
  const choice = form.querySelector("[data-part]");
  const aim = () => {
    form.action = form.dataset.prints.replace("{}", choice.value);
  };
  choice.addEventListener("change", aim);
  aim();
}
