"""The OpenAPI file covers every route, and what it points at is there."""

import json

from app.api.openapi import METHODS, description, openapi_path


def routes(app):
    for rule in app.url_map.iter_rules():
        if rule.rule.startswith("/api/"):
            for method in rule.methods & set(METHODS):
                yield openapi_path(rule), method.lower()


def test_every_route_is_described_and_nothing_else(app, client):
    served = client.get("/api/openapi.json").json
    described = {(path, method) for path, each in served["paths"].items() for method in each}
    assert described == set(routes(app))


def test_every_reference_leads_somewhere(app):
    text = json.dumps(description(app))
    schemas = description(app)["components"]["schemas"]
    wanted = {part.partition('"')[0] for part in text.split("#/components/schemas/")[1:]}
    assert wanted <= set(schemas)


def test_every_operation_says_what_it_does_and_who_may(app):
    for path, operations in description(app)["paths"].items():
        for method, operation in operations.items():
            assert operation["summary"].endswith("."), (method, path)
            assert "x-permission" in operation
            assert operation["responses"]


def test_the_addresses_of_the_contract_are_there(app):
    c = "/api/congresses/{congress_id}"
    wanted = {
        ("/api/login", "post"),
        ("/api/congresses", "post"),
        (f"{c}/sessions", "post"),
        (f"{c}/agenda", "post"),
        (f"{c}/agenda/{{item_id}}/slides", "post"),
        (f"{c}/documents", "post"),
        (f"{c}/documents/{{document_id}}", "get"),
        (f"{c}/documents/{{document_id}}", "delete"),
        (f"{c}/documents/{{document_id}}/pages/{{number}}", "get"),
        (f"{c}/documents/{{document_id}}/pages/{{number}}/text", "get"),
        (f"{c}/documents/{{document_id}}/file", "get"),
        (f"{c}/search", "get"),
        (f"{c}/links", "post"),
        (f"{c}/links/{{link_id}}.svg", "get"),
        (f"{c}/links/{{link_id}}", "delete"),
        (f"{c}/delegates", "post"),
        (f"{c}/delegates", "get"),
        (f"{c}/delegates/import", "post"),
        (f"{c}/delegates/{{delegate_id}}/portraits", "put"),
        (f"{c}/delegates/{{delegate_id}}/portraits", "get"),
        (f"{c}/delegates/{{delegate_id}}/portraits", "delete"),
        (f"{c}/devices", "post"),
        (f"{c}/devices/{{device_id}}", "delete"),
        (f"{c}/gallery", "get"),
        (f"{c}/check-ins", "post"),
        (f"{c}/check-ins", "get"),
        (f"{c}/check-ins/{{event_id}}/undo", "post"),
        (f"{c}/attendance", "get"),
        (f"{c}/credentials", "get"),
        (f"{c}/credentials.pdf", "get"),
        (f"{c}/credentials.docx", "get"),
        (f"{c}/badges.pdf", "get"),
        (f"{c}/export.zip", "get"),
        (f"{c}/audit", "get"),
        (f"{c}/stage", "put"),
        (f"{c}/live", "get"),
    }
    assert wanted - set(routes(app)) == set()
