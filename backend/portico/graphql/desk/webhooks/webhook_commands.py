"""What is done with webhook endpoints and what was sent there."""

from __future__ import annotations

from typing import Final

from portico.graphql.desk.webhooks import webhook_deliveries as hook_log
from portico.graphql.desk.webhooks import webhook_endpoints as hooks
from portico.graphql.engine.command import Command, result_of
from portico.operations.desk.webhooks import webhook_endpoints, webhook_inputs, webhook_replays

WebhookEndpointResult = result_of("WebhookEndpointResult", hooks.WebhookEndpoint, "webhook endpoint")
WebhookEndpointSecretResult = result_of("WebhookEndpointSecretResult", hooks.WebhookEndpointSecret, "webhook endpoint with its secret")
WebhookEndpointDeletedResult = result_of("WebhookEndpointDeletedResult", hooks.WebhookEndpointDeleted, "webhook endpoint that is gone")
WebhookDeliveryResult = result_of("WebhookDeliveryResult", hook_log.WebhookDelivery, "delivery")
WebhookEndpointReplayedResult = result_of("WebhookEndpointReplayedResult", hook_log.WebhookEndpointReplayed, "count of what is sent anew")

WEBHOOKS: Final = (
    Command("webhook_endpoint_create", "webhook_endpoint.write",
            "Have the account's events posted to an address; its signing secret is shown once.",
            WebhookEndpointSecretResult, None, webhook_endpoints.create, asks=webhook_inputs.CreateWebhookEndpoint,
            answer=hooks.with_secret, judges=True),
    Command("webhook_endpoint_change", "webhook_endpoint.write",
            "Change a webhook endpoint; what is left out stays.",
            WebhookEndpointResult, hooks.by_ids, webhook_endpoints.change, asks=webhook_inputs.ChangeWebhookEndpoint,
            kind="webhook_endpoint", versioned=True, judges=True),
    Command("webhook_endpoint_rotate", "webhook_endpoint.write",
            "Make a new signing secret, shown once; the one used until now signs beside it for a while.",
            WebhookEndpointSecretResult, None, webhook_endpoints.rotate, asks=webhook_inputs.RotateWebhookSecret,
            kind="webhook_endpoint", versioned=True, answer=hooks.with_secret),
    Command("webhook_endpoint_enable", "webhook_endpoint.write",
            "Send events to a disabled webhook endpoint again, from now on.",
            WebhookEndpointResult, hooks.by_ids, webhook_endpoints.enable, kind="webhook_endpoint"),
    Command("webhook_endpoint_disable", "webhook_endpoint.write",
            "Send nothing more to a webhook endpoint; what is owed there is given up.",
            WebhookEndpointResult, hooks.by_ids, webhook_endpoints.disable, kind="webhook_endpoint"),
    Command("webhook_endpoint_delete", "webhook_endpoint.write",
            "Delete a webhook endpoint.",
            WebhookEndpointDeletedResult, None, webhook_endpoints.delete, kind="webhook_endpoint", answer=hooks.deleted),
    Command("webhook_endpoint_test", "webhook_endpoint.write",
            "Send a signed test event, `portico.test`, at once; it is tried once.",
            WebhookDeliveryResult, hook_log.by_ids, webhook_replays.send_test, kind="webhook_endpoint"),
    Command("webhook_endpoint_replay", "webhook_endpoint.write",
            "Send anew what was given up since a moment, each under the id it had.",
            WebhookEndpointReplayedResult, None, webhook_replays.replay_since, asks=webhook_inputs.ReplayWebhookDeliveries,
            kind="webhook_endpoint", answer=hook_log.replayed),
    Command("delivery_replay", "webhook_endpoint.write",
            "Send one event anew to its webhook endpoint, under the id it had, whether it had arrived or was given up.",
            WebhookDeliveryResult, hook_log.by_ids, webhook_replays.replay, kind="delivery"),
)  # fmt: skip
