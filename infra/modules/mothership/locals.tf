locals {
  # Names of storage accounts, vaults and apps are unique in all of Azure.
  unique = substr(sha256("${data.azurerm_client_config.current.subscription_id}/${var.prefix}"), 0, 6)

  identity = {
    id           = azurerm_user_assigned_identity.control_plane.id
    client_id    = azurerm_user_assigned_identity.control_plane.client_id
    principal_id = azurerm_user_assigned_identity.control_plane.principal_id
  }

  vault_uri = "https://${local.vault_name}.vault.azure.net/"

  customer_vault_name = "${var.prefix}-keys-${local.unique}"

  vault_name = "${var.prefix}-vault-${local.unique}"
}
