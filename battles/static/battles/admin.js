// Menus that close, and boxes of links that have a name. Without this script both work, a little less well.
"use strict";
{
    const menus = ".groups details, .list-view .filter";

    function closeMenus(except) {
        for (const menu of document.querySelectorAll(menus)) {
            if (menu !== except) {
                menu.open = false;
            }
        }
    }
    document.addEventListener("click", event => closeMenus(event.target.closest(menus)));
    document.addEventListener("keydown", event => {
        const menu = event.key === "Escape" && event.target.closest(menus);
        if (menu && menu.open) {
            menu.open = false;
            menu.querySelector("summary").focus();
        }
    });

    // Select2 gives its box the text of the choice as its only name, so that an empty box has none.
    function nameBox(select) {
        const shown = document.getElementById(`select2-${select.id}-container`);
        const label = select.getAttribute("aria-label") || (select.labels[0] && select.labels[0].textContent.trim());
        if (shown && label) {
            const chosen = [...select.selectedOptions].map(option => option.text.trim()).filter(Boolean).join(", ");
            // A part of a name that is a text box counts as its value.
            shown.setAttribute("role", "group");
            shown.removeAttribute("aria-readonly");
            shown.setAttribute("aria-label", chosen ? `${label} ${chosen}` : label);
        }
        const box = select.nextElementSibling;
        for (const search of label && box ? box.querySelectorAll(".select2-search__field") : []) {
            search.setAttribute("aria-label", label);
        }
    }

    function nameBoxes(root) {
        for (const select of root.querySelectorAll("select.admin-autocomplete")) {
            nameBox(select);
        }
    }
    window.addEventListener("load", () => {
        nameBoxes(document);
        // The help of Django's box with two lists is an icon, which only an image may have a name for.
        for (const icon of document.querySelectorAll("span.help-tooltip[aria-label]")) {
            icon.setAttribute("role", "img");
        }
        if (window.django && django.jQuery) {
            django.jQuery(document).on("change", "select.admin-autocomplete", event => nameBox(event.target));
        }
    });
    document.addEventListener("formset:added", event => setTimeout(() => nameBoxes(event.target)));
}
