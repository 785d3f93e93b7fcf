output "for_regions" {
  value = {
    prefix                     = var.prefix
    bus_bootstrap_servers      = var.bus.bootstrap_servers
    bus_ca_certificate         = var.bus.ca_certificate
    log_analytics_workspace_id = azurerm_log_analytics_workspace.all.id
    dns_zone                   = var.dns_zone
    dns_resource_group_name    = azurerm_resource_group.mothership.name
    vault_id                   = azurerm_key_vault.mothership.id
    unique                     = local.unique
    customer_vault_id          = azurerm_key_vault.customers.id
    customer_vault_uri         = "https://${local.customer_vault_name}.vault.azure.net/"
  }
  description = "What each region's module takes as its argument mothership."

  # Its topics are there before a region asks for them.
  depends_on = [kafka_topic.bus, azurerm_dns_zone.mothership]
}

output "api_url" {
  value       = "https://${module.app.hostname}"
  description = "Where customers reach the API."
}

output "vault_name" {
  value       = local.vault_name
  description = "The vault that takes the secrets bus-password, stripe-api-key and stripe-webhook-secret."
}

output "app_name" {
  value       = module.app.app_name
  description = "The control plane's function app."
}

output "resource_group_name" {
  value       = azurerm_resource_group.mothership.name
  description = "The resource group of the control plane."
}

output "outbound_address" {
  value       = module.app.outbound_address
  description = "The address from which the control plane reaches the bus."
}

output "name_servers" {
  value       = flatten(azurerm_dns_zone.mothership[*].name_servers)
  description = "The zone's name servers, to enter at the parent zone; empty without a zone."
}
