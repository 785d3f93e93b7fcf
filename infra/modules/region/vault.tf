# The region's own secrets: its bus password, its kubeconfig, its signing keys. Nothing of other regions, nothing of
# the money: those are in the mothership's vault, where the worker has no right at all.
resource "azurerm_key_vault" "region" {
  name                       = local.vault_name
  resource_group_name        = azurerm_resource_group.region.name
  location                   = var.azure_location
  tenant_id                  = data.azurerm_client_config.current.tenant_id
  sku_name                   = "standard"
  rbac_authorization_enabled = true
  purge_protection_enabled   = true
  soft_delete_retention_days = 90
  tags                       = var.tags
}

resource "azurerm_role_assignment" "worker_secrets" {
  scope                = azurerm_key_vault.region.id
  role_definition_name = "Key Vault Secrets User"
  principal_id         = azurerm_user_assigned_identity.worker.principal_id
  principal_type       = "ServicePrincipal"
}

resource "azurerm_role_assignment" "deployer_secrets" {
  scope                = azurerm_key_vault.region.id
  role_definition_name = "Key Vault Secrets Officer"
  principal_id         = data.azurerm_client_config.current.object_id
}

# One random key, written to both vaults in one go and kept in no state.
ephemeral "random_password" "signing_key" {
  length  = 64
  special = false
}

resource "azurerm_key_vault_secret" "signing_key_of_region" {
  name             = "bus-key-${local.id}-${var.signing_key}"
  key_vault_id     = azurerm_key_vault.region.id
  value_wo         = ephemeral.random_password.signing_key.result
  value_wo_version = var.signing_key
  content_type     = "signs messages between the mothership and ${local.id}"
  tags             = var.tags

  depends_on = [azurerm_role_assignment.deployer_secrets]
}

resource "azurerm_key_vault_secret" "signing_key_of_mothership" {
  name             = "bus-key-${local.id}-${var.signing_key}"
  key_vault_id     = var.mothership.vault_id
  value_wo         = ephemeral.random_password.signing_key.result
  value_wo_version = var.signing_key
  content_type     = "signs messages between the mothership and ${local.id}"
  tags             = var.tags
}
