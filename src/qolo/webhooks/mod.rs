//! A receiver of webhooks on a durable inbox (feature `webhooks`).
