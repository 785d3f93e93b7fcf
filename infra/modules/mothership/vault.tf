# The control plane's own secrets: Stripe's keys, the bus password, the pepper, the keys that messages are signed with.
# No region has any right here.
resource "azurerm_key_vault" "mothership" {
  name                       = local.vault_name
  resource_group_name        = azurerm_resource_group.mothership.name
  location                   = var.location
  tenant_id                  = data.azurerm_client_config.current.tenant_id
  sku_name                   = "standard"
  rbac_authorization_enabled = true
  purge_protection_enabled   = true
  soft_delete_retention_days = 90
  tags                       = var.tags
}

resource "azurerm_role_assignment" "control_plane_secrets" {
  scope                = azurerm_key_vault.mothership.id
  role_definition_name = "Key Vault Secrets User"
  principal_id         = azurerm_user_assigned_identity.control_plane.principal_id
  principal_type       = "ServicePrincipal"
}

resource "azurerm_role_assignment" "deployer_secrets" {
  scope                = azurerm_key_vault.mothership.id
  role_definition_name = "Key Vault Secrets Officer"
  principal_id         = data.azurerm_client_config.current.object_id
}

# The secrets of customers: of API keys of clusters, and of connectors. The control plane writes them, workers read them.
resource "azurerm_key_vault" "customers" {
  name                       = local.customer_vault_name
  resource_group_name        = azurerm_resource_group.mothership.name
  location                   = var.location
  tenant_id                  = data.azurerm_client_config.current.tenant_id
  sku_name                   = "standard"
  rbac_authorization_enabled = true
  purge_protection_enabled   = true
  soft_delete_retention_days = 7
  tags                       = var.tags
}

resource "azurerm_role_assignment" "control_plane_customers" {
  scope                = azurerm_key_vault.customers.id
  role_definition_name = "Key Vault Secrets Officer"
  principal_id         = azurerm_user_assigned_identity.control_plane.principal_id
  principal_type       = "ServicePrincipal"
}

# Random, known to nobody, and not in the state: neither an ephemeral value nor a write-only argument is kept.
ephemeral "random_password" "idempotency_pepper" {
  length  = 48
  special = false
}

resource "azurerm_key_vault_secret" "idempotency_pepper" {
  name             = "idempotency-pepper"
  key_vault_id     = azurerm_key_vault.mothership.id
  value_wo         = ephemeral.random_password.idempotency_pepper.result
  value_wo_version = 1
  content_type     = "seals the answers that are kept for repeated requests"
  tags             = var.tags

  depends_on = [azurerm_role_assignment.deployer_secrets]
}
