"""The browser itself: it reaches the site, and what goes wrong on a page fails a test."""


def test_browser_reaches_the_site(open_page, screenshot):
    page = open_page(width=390)
    # A page of plain text cannot name its icon, so the browser asks for the usual one.
    page.route("**/favicon.ico", lambda route: route.fulfill(status=204))
    page.goto("/health/")
    assert page.locator("body").inner_text() == "ok"
    assert screenshot(page, "answer").exists()


def test_witness_hears_of_scripts_that_the_policy_forbids(open_page, witness):
    page = open_page()
    page.route("**/favicon.ico", lambda route: route.fulfill(status=204))
    page.goto("/health/")
    page.evaluate(
        "document.body.append(Object.assign(document.createElement('script'), {text: '1'}))"
    )
    page.wait_for_timeout(100)
    assert any("CSP" in complaint for complaint in witness.complaints)
    witness.complaints.clear()
