# The region's own secrets: its bus password, its kubeconfig, its signing keys. Nothing of other regions', nothing of
# the money: those are in other vaults, where the worker has no right at all.
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

# Customers' secrets are in one vault for all regions, which only the control plane writes.
resource "azurerm_role_assignment" "worker_customers" {
  scope                = var.mothership.customer_vault_id
  role_definition_name = "Key Vault Secrets User"
  principal_id         = azurerm_user_assigned_identity.worker.principal_id
  principal_type       = "ServicePrincipal"
}

resource "azurerm_role_assignment" "deployer_secrets" {
  scope                = azurerm_key_vault.region.id
  role_definition_name = "Key Vault Secrets Officer"
  principal_id         = data.azurerm_client_config.current.object_id
}

# The present key and the one before it, so that what was signed just before a change is still believed. One random key
# is written to both vaults in one go and kept in no state.
locals {
  signing_keys = { for number in [var.signing_key - 1, var.signing_key] : tostring(number) => number if number > 0 }
}

ephemeral "random_password" "signing_key" {
  length  = 64
  special = false
}

resource "azurerm_key_vault_secret" "signing_key_of_region" {
  for_each = local.signing_keys

  name             = "bus-key-${local.id}-${each.key}"
  key_vault_id     = azurerm_key_vault.region.id
  value_wo         = ephemeral.random_password.signing_key.result
  value_wo_version = each.value
  content_type     = "signs messages between the mothership and ${local.id}"
  tags             = var.tags

  depends_on = [azurerm_role_assignment.deployer_secrets]
}

resource "azurerm_key_vault_secret" "signing_key_of_mothership" {
  for_each = local.signing_keys

  name             = "bus-key-${local.id}-${each.key}"
  key_vault_id     = var.mothership.vault_id
  value_wo         = ephemeral.random_password.signing_key.result
  value_wo_version = each.value
  content_type     = "signs messages between the mothership and ${local.id}"
  tags             = var.tags
}

# Which of them to sign with. It is no secret, and only looked for where the keys are.
resource "azurerm_key_vault_secret" "signing_key_number_of_region" {
  name             = "bus-key-${local.id}-current"
  key_vault_id     = azurerm_key_vault.region.id
  value_wo         = tostring(var.signing_key)
  value_wo_version = var.signing_key
  content_type     = "number of the key that messages are signed with"
  tags             = var.tags

  depends_on = [azurerm_key_vault_secret.signing_key_of_region, azurerm_key_vault_secret.signing_key_of_mothership]
}

resource "azurerm_key_vault_secret" "signing_key_number_of_mothership" {
  name             = "bus-key-${local.id}-current"
  key_vault_id     = var.mothership.vault_id
  value_wo         = tostring(var.signing_key)
  value_wo_version = var.signing_key
  content_type     = "number of the key that messages are signed with"
  tags             = var.tags

  depends_on = [azurerm_key_vault_secret.signing_key_of_region, azurerm_key_vault_secret.signing_key_of_mothership]
}
